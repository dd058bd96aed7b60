using ServiceGuru.Documents;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Runbooks.Execution;

namespace ServiceGuru.Snippets;

/// <summary>A user's snippets: saved ones, each a file in <c>snippets/</c> of the state folder, and the steps of recorded runs.</summary>
/// <param name="stateDirectory">The state folder, absolute.</param>
/// <param name="ledger">The ledger.</param>
/// <param name="parser">Reads the files.</param>
/// <param name="writer">Writes them.</param>
/// <param name="operations">The operations that snippets can use.</param>
public sealed class SnippetStore(string stateDirectory, IRunLedger ledger, IDocumentParser parser, IDocumentWriter writer, OperationCatalog operations)
{
    private readonly DocumentFolder _files = new(Path.Combine(stateDirectory, "snippets"), "snippet");
    private readonly SnippetReader _reader = new(parser, operations);

    /// <summary>Gets the steps of recorded runs.</summary>
    public RecordedSteps Recorded { get; } = new(ledger, parser, operations);

    /// <summary>Lists the saved snippets, then the steps of the newest runs; a wrong file hides no other.</summary>
    /// <param name="runs">Of how many runs at most.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The snippets.</returns>
    public async Task<IReadOnlyList<SnippetEntry>> ListAsync(int runs, CancellationToken cancellationToken)
    {
        List<SnippetEntry> entries = [];
        foreach (string name in _files.Names())
        {
            try
            {
                Snippet snippet = await SavedAsync(name, cancellationToken).ConfigureAwait(false);
                entries.Add(new SnippetEntry(name, snippet.Operation.Id, snippet.Description, snippet.From, snippet.Path, []));
            }
            catch (InvalidDocumentException error)
            {
                entries.Add(new SnippetEntry(name, null, null, new SnippetSource(), _files.PathOf(name), error.Diagnostics));
            }
        }

        return [.. entries, .. await Recorded.ListAsync(runs, cancellationToken).ConfigureAwait(false)];
    }

    /// <summary>Finds a snippet.</summary>
    /// <param name="name">The name of a saved one, or <c>RUN/STEP</c>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The snippet, and the service definition's file that its run was started with where it is a recorded step.</returns>
    /// <exception cref="GuruException"><c>SnippetNotFound</c>, <c>RunNotFound</c>, <c>StepNotFound</c>, …</exception>
    /// <exception cref="InvalidDocumentException">Its file has mistakes.</exception>
    public async Task<(Snippet Snippet, string? ServicePath)> FindAsync(string name, CancellationToken cancellationToken) =>
        name.Split('/') is [var run, var step] && RunIds.IsValid(run)
            ? await Recorded.FindAsync(run, step, cancellationToken).ConfigureAwait(false)
            : (await SavedAsync(name, cancellationToken).ConfigureAwait(false), null);

    /// <summary>Reads a saved snippet.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The snippet.</returns>
    /// <exception cref="GuruException">There is none (<c>SnippetNotFound</c>), or it can't be read.</exception>
    /// <exception cref="InvalidDocumentException">Its file has mistakes.</exception>
    public async Task<Snippet> SavedAsync(string name, CancellationToken cancellationToken) =>
        _reader.Read(await _files.ReadAsync(name, _files.Names(), cancellationToken).ConfigureAwait(false), name, _files.PathOf(name));

    /// <summary>Changes inputs of a snippet; its file stays as it is.</summary>
    /// <param name="snippet">The snippet.</param>
    /// <param name="values">The values by input; lists and mappings as in YAML.</param>
    /// <returns>The changed snippet.</returns>
    /// <exception cref="GuruException">One is unknown or wrong (<c>InvalidInput</c>); all are told.</exception>
    public Snippet Set(Snippet snippet, IReadOnlyDictionary<string, string> values) => SnippetInputs.Set(snippet, values, parser);

    /// <summary>Saves a snippet.</summary>
    /// <param name="name">Its name: lowercase letters, digits and hyphens.</param>
    /// <param name="snippet">The snippet.</param>
    /// <param name="replace">Whether one of the same name may be replaced.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Its file, absolute.</returns>
    /// <exception cref="GuruException"><c>InvalidName</c>, <c>NameTaken</c>, or inputs that are not known (<c>InputsUnknown</c>).</exception>
    public async Task<string> SaveAsync(string name, Snippet snippet, bool replace, CancellationToken cancellationToken)
    {
        string path = _files.PathOf(name);
        SnippetInputs.RequireKnown(snippet);
        string text = Write(name, snippet);

        // What could not be read again would be lost.
        _reader.Read(text, name, path);
        await _files.WriteAsync(name, text, replace, cancellationToken).ConfigureAwait(false);
        return path;
    }

    /// <summary>Gives the text of a snippet as its file has it, or would have it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="snippet">The snippet.</param>
    /// <returns>The YAML text.</returns>
    public string Write(string name, Snippet snippet) => writer.Write(
        Nodes.Mapping(
            ("description", Nodes.Text(snippet.Description)),
            ("uses", Nodes.Text(snippet.Operation.Id)),
            ("with", snippet.Inputs.Count == 0 ? null : StepInputs.FromJson(snippet.Inputs)),
            ("timeout", snippet.Timeout is { } timeout ? Nodes.Plain(Duration.Format(timeout)) : null),
            ("retry", snippet.Retry.Attempts == 1 ? null : Nodes.Mapping(
                ("attempts", Nodes.Plain($"{snippet.Retry.Attempts}")), ("backoff", Nodes.Plain(Duration.Format(snippet.Retry.Backoff))))),
            ("undo", snippet.Undo == default ? null : Nodes.Text(TypeShape.Key(snippet.Undo.ToString()))),
            ("from", snippet.From == new SnippetSource() ? null : Nodes.Mapping(
                ("run", Nodes.Text(snippet.From.Run)),
                ("step", Nodes.Text(snippet.From.Step)),
                ("runbook", Nodes.Text(snippet.From.Runbook)),
                ("service", Nodes.Text(snippet.From.Service))))),
        $"A snippet: guru snippet run {name}");

    /// <summary>Removes a saved snippet.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="GuruException">There is none (<c>SnippetNotFound</c>).</exception>
    public void Remove(string name) => _files.Remove(name, _files.Names());

    /// <summary>Makes a draft for a person to edit: what was refused the last time, else the snippet as it is.</summary>
    /// <param name="name">The snippet's name.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The draft's file, absolute.</returns>
    /// <exception cref="GuruException">There is no such snippet (<c>SnippetNotFound</c>).</exception>
    public async Task<string> DraftAsync(string name, CancellationToken cancellationToken)
    {
        string text = await _files.ReadAsync(name, _files.Names(), cancellationToken).ConfigureAwait(false);
        string refused = RefusedPath(name);
        string draft = Path.ChangeExtension(_files.PathOf(name), $".{Guid.NewGuid():N}.draft.yaml");
        await WholeFile.WriteAsync(draft, File.Exists(refused) ? await DocumentFolder.ReadFileAsync(refused, cancellationToken).ConfigureAwait(false) : text, cancellationToken).ConfigureAwait(false);
        return draft;
    }

    /// <summary>Takes an edited draft over. A wrong one is kept beside the snippet, which stays as it is.</summary>
    /// <param name="name">The snippet's name.</param>
    /// <param name="draft">The draft's file.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The snippet as it is now.</returns>
    /// <exception cref="InvalidDocumentException">It has mistakes; their places are in the file that was kept.</exception>
    public async Task<Snippet> TakeOverAsync(string name, string draft, CancellationToken cancellationToken)
    {
        string text = await DocumentFolder.ReadFileAsync(draft, cancellationToken).ConfigureAwait(false);
        string refused = RefusedPath(name);
        Snippet snippet;
        try
        {
            snippet = _reader.Read(text, name, refused);
        }
        catch (InvalidDocumentException)
        {
            File.Move(draft, refused, overwrite: true);
            throw;
        }

        await _files.WriteAsync(name, text, replace: true, cancellationToken).ConfigureAwait(false);
        File.Delete(draft);
        File.Delete(refused);
        return snippet with { Path = _files.PathOf(name) };
    }

    /// <summary>Drops a draft that nobody wants.</summary>
    /// <param name="draft">The draft's file.</param>
    public void Discard(string draft) => File.Delete(draft);

    private string RefusedPath(string name) => Path.ChangeExtension(_files.PathOf(name), ".refused.yaml");
}
