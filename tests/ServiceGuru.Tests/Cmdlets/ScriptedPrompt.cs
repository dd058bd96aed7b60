using ServiceGuru.Cmdlets;

namespace ServiceGuru.Tests.Cmdlets;

/// <summary>A person whose answers are known beforehand.</summary>
internal sealed class ScriptedPrompt : IPrompt
{
    public Func<string, bool> Change { get; init; } = _ => true;

    public bool? Answer { get; init; }

    public List<string> Asked { get; } = [];

    public List<string> Warnings { get; } = [];

    public Task<bool> ShouldChangeAsync(string summary, string caption) => Task.FromResult(Change(summary));

    public Task<bool?> AskAsync(string caption, string question)
    {
        Asked.Add(question);
        return Task.FromResult(Answer);
    }

    public void Warn(string text) => Warnings.Add(text);
}
