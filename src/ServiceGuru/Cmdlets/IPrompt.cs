namespace ServiceGuru.Cmdlets;

/// <summary>The person at the pipeline.</summary>
internal interface IPrompt
{
    /// <summary>Asks as PowerShell's preferences say; with <c>-WhatIf</c> it says what would be done, and the answer is no.</summary>
    /// <param name="summary">What would be done.</param>
    /// <param name="caption">What is going on.</param>
    /// <param name="target">The item that would be changed, as errors name it.</param>
    Task<bool> ShouldChangeAsync(string summary, string caption, string? target = null);

    /// <summary>Asks in any case. No is what the Enter key says.</summary>
    /// <returns>The answer, or null where nobody can be asked.</returns>
    Task<bool?> AskAsync(string caption, string question);

    /// <summary>Asks which of several ways to go; there is no default.</summary>
    /// <param name="caption">What is going on.</param>
    /// <param name="question">The question.</param>
    /// <param name="ways">The ways: a label with its key after an ampersand, and a word on it.</param>
    /// <returns>The position of the chosen way, or null where nobody can be asked.</returns>
    Task<int?> ChooseAsync(string caption, string question, IReadOnlyList<(string Label, string Help)> ways);

    /// <summary>Asks for a text.</summary>
    /// <returns>The text, or null where nobody can be asked or nothing was said.</returns>
    Task<string?> SayAsync(string caption, string question);

    /// <summary>Tells what the person should know.</summary>
    void Warn(string text);
}
