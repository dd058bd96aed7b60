using ServiceGuru.Cmdlets;

namespace ServiceGuru.Tests.Cmdlets;

/// <summary>A person whose answers are known beforehand.</summary>
internal sealed class ScriptedPrompt : IPrompt
{
    public Func<string, bool> Change { get; init; } = _ => true;

    public bool? Answer { get; init; }

    public List<string> Asked { get; } = [];

    public List<string> Warnings { get; } = [];

    public Task<bool> ShouldChangeAsync(string summary, string caption, string? target = null) => Task.FromResult(Change(summary));

    public Task<bool?> AskAsync(string caption, string question)
    {
        Asked.Add(question);
        return Task.FromResult(Answer);
    }

    public int? Choice { get; init; }

    public string? Said { get; init; }

    public Task<int?> ChooseAsync(string caption, string question, IReadOnlyList<(string Label, string Help)> ways)
    {
        Asked.Add(question);
        return Task.FromResult(Choice);
    }

    public Task<string?> SayAsync(string caption, string question)
    {
        Asked.Add(question);
        return Task.FromResult(Said);
    }

    public void Warn(string text) => Warnings.Add(text);
}
