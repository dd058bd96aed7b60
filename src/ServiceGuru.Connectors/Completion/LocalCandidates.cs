using ServiceGuru.Completion;
using ServiceGuru.Connectors.Sessions;
using ServiceGuru.Connectors.Yaml;
using ServiceGuru.Documents;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Scenarios;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Completion;

/// <summary>
/// What somebody may want to type, as far as files on this machine tell it: definitions, runbooks, the journal. While they
/// type there is nobody to tell what is wrong with a file, so whatever can't be read gives nothing; the command itself tells.
/// </summary>
/// <param name="settings">Where things are.</param>
public sealed class LocalCandidates(SessionSettings settings)
{
    // Nobody waits longer for a list of words, and a file may lie on a share that hangs.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly YamlDocumentParser _parser = new();
    private readonly DefinitionFiles _files = new(settings);

    /// <summary>The names of what ships.</summary>
    /// <param name="folder"><c>services</c> or <c>runbooks</c>.</param>
    public IReadOnlyList<Candidate> Shipped(string folder) =>
        Quietly(_ => Task.FromResult<IReadOnlyList<Candidate>>([.. _files.Shipped(folder).Select(name => new Candidate(name, "ships with ServiceGuru"))]));

    /// <summary>Names in a service definition.</summary>
    /// <param name="service">A path, the name of one that ships, or null for the default.</param>
    /// <param name="names">Which.</param>
    public IReadOnlyList<Candidate> OfService(string? service, Func<ServiceDefinition, IEnumerable<Candidate>> names) => Quietly(async cancellationToken =>
    {
        string path = _files.FindService(service);
        return [.. names(new ServiceDefinitionReader(_parser).Read(await WholeFile.ReadAsync(path, cancellationToken).ConfigureAwait(false), path))];
    });

    /// <summary>What the caller of a runbook may name.</summary>
    /// <param name="runbook">A path, or the name of one that ships; null gives nothing.</param>
    /// <param name="names">Which.</param>
    public IReadOnlyList<Candidate> OfRunbook(string? runbook, Func<Runbook, IEnumerable<Candidate>> names) => runbook is null ? [] : Quietly(async cancellationToken =>
        [.. names(await new SessionFactory(settings).ReadRunbookAsync(runbook, cancellationToken).ConfigureAwait(false))]);

    /// <summary>The scenarios of a runbook: its own, and those that were saved.</summary>
    /// <param name="runbook">A path, or the name of one that ships; null gives nothing.</param>
    public IReadOnlyList<Candidate> Scenarios(string? runbook) => runbook is null ? [] : Quietly(async cancellationToken =>
    {
        SessionFactory factory = new(settings);
        IReadOnlyList<ScenarioEntry> entries = await factory.Scenarios.ListAsync(await factory.ReadRunbookAsync(runbook, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return [.. entries.Where(entry => entry.Scenario is not null).Select(entry => new Candidate(entry.Name, entry.Scenario!.Description ?? "a scenario"))];
    });

    /// <summary>The saved snippets.</summary>
    public IReadOnlyList<Candidate> Snippets() => Quietly(async cancellationToken =>
        [.. (await new SessionFactory(settings with { Ledger = LedgerChoice.Journal }).Snippets.ListAsync(0, cancellationToken).ConfigureAwait(false))
            .Where(entry => entry.Mistakes.Count == 0).Select(entry => new Candidate(entry.Name, entry.Description ?? entry.Uses ?? "a snippet"))]);

    /// <summary>The newest runs.</summary>
    /// <param name="start">How the id begins.</param>
    public IReadOnlyList<Candidate> Runs(string start) => OfJournal((runs, cancellationToken) => runs.RunsAsync(start, cancellationToken));

    /// <summary>The steps of a run.</summary>
    /// <param name="run">The run; null gives nothing.</param>
    /// <param name="which">Which of them.</param>
    public IReadOnlyList<Candidate> Steps(string? run, Func<StepState, bool> which) =>
        run is null ? [] : OfJournal((runs, cancellationToken) => runs.StepsAsync(run, which, cancellationToken));

    /// <summary>The inputs of a recorded step.</summary>
    /// <param name="run">The run; null gives nothing.</param>
    /// <param name="step">The step; null gives nothing.</param>
    public IReadOnlyList<Candidate> Inputs(string? run, string? step) =>
        run is null || step is null ? [] : OfJournal((runs, cancellationToken) => runs.InputsAsync(run, step, cancellationToken));

    /// <summary>The gates that wait.</summary>
    /// <param name="run">The run, or null for the newest ones.</param>
    public IReadOnlyList<Candidate> Gates(string? run) => OfJournal((runs, cancellationToken) => runs.GatesAsync(run, cancellationToken));

    // Another ledger would have to be asked over a network.
    private IReadOnlyList<Candidate> OfJournal(Func<RunCandidates, CancellationToken, Task<IReadOnlyList<Candidate>>> read) => Quietly(async cancellationToken =>
        LedgerChoice.Open(settings) is JournalLedger journal ? await read(new RunCandidates(journal, settings.Time), cancellationToken).ConfigureAwait(false) : []);

    private IReadOnlyList<Candidate> Quietly(Func<CancellationToken, Task<IReadOnlyList<Candidate>>> read)
    {
        using CancellationTokenSource patience = new(Patience, settings.Time);
        try
        {
            return Task.Run(() => read(patience.Token), patience.Token).WaitAsync(patience.Token).GetAwaiter().GetResult();
        }
        catch (Exception)
        {
            // Not even what nobody has foreseen may disturb somebody who types.
            return [];
        }
    }
}
