using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using ServiceGuru.Operations;

namespace ServiceGuru.Cmdlets;

/// <summary>Asks through a cmdlet.</summary>
/// <param name="cmdlet">The cmdlet.</param>
/// <param name="pump">Carries the questions to the pipeline's thread.</param>
internal sealed class PipelinePrompt(PSCmdlet cmdlet, OutputPump pump) : IPrompt
{
    /// <summary>The id of the failure that a question had nobody to answer it.</summary>
    internal const string NobodyToConfirm = "NobodyToConfirm";

    private const int No = 1;

    /// <inheritdoc/>
    public async Task<bool> ShouldChangeAsync(string summary, string caption, string? target = null)
    {
        try
        {
            return await pump.AskAsync(() => cmdlet.ShouldProcess(CmdletText.Of(summary), $"{CmdletText.Of(summary)}?", caption)).ConfigureAwait(false);
        }
        catch (Exception error) when (IsNobodyThere(error))
        {
            throw new GuruException(
                new Failure
                {
                    Id = NobodyToConfirm,
                    Kind = FailureKind.Usage,
                    Message = "A change was to be confirmed, and nobody can be asked here.",
                    Target = target,
                    Cause = error.Message,
                    Evidence = [$"not done: {summary}"],
                    NextAction = "Where nobody sits in front of it, pass -Confirm:$false.",
                },
                error);
        }
    }

    /// <inheritdoc/>
    public async Task<bool?> AskAsync(string caption, string question)
    {
        try
        {
            return await pump.AskAsync(() => cmdlet.Host.UI.PromptForChoice(caption, CmdletText.Of(question), Choices(), No) != No).ConfigureAwait(false);
        }
        catch (Exception error) when (IsNobodyThere(error))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task<int?> ChooseAsync(string caption, string question, IReadOnlyList<(string Label, string Help)> ways)
    {
        try
        {
            Collection<ChoiceDescription> choices = [.. ways.Select(way => new ChoiceDescription(way.Label, way.Help))];
            return await pump.AskAsync(() => cmdlet.Host.UI.PromptForChoice(caption, question, choices, -1)).ConfigureAwait(false);
        }
        catch (Exception error) when (IsNobodyThere(error))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task<string?> SayAsync(string caption, string question)
    {
        try
        {
            string? said = await pump.AskAsync(() => cmdlet.Host.UI.Prompt(caption, question, [new FieldDescription("Reason")]).Values.FirstOrDefault()?.ToString()).ConfigureAwait(false);
            return string.IsNullOrWhiteSpace(said) ? null : said.Trim();
        }
        catch (Exception error) when (IsNobodyThere(error))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Warn(string text) => pump.Post(() => cmdlet.WriteWarning(text));

    private static Collection<ChoiceDescription> Choices() => [new("&Yes", "Go on."), new("&No", "Do not.")];

    // -NonInteractive, a host without a user interface, or one that can't ask. The console host meets the end of its input
    // (pwsh -File run.ps1 </dev/null) with a NullReferenceException of its own.
    private static bool IsNobodyThere(Exception error) => error is HostException or PSInvalidOperationException or PSNotImplementedException or NullReferenceException;
}
