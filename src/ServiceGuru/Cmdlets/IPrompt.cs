namespace ServiceGuru.Cmdlets;

/// <summary>The person at the pipeline.</summary>
internal interface IPrompt
{
    /// <summary>Asks as PowerShell's preferences say; with <c>-WhatIf</c> it says what would be done, and the answer is no.</summary>
    Task<bool> ShouldChangeAsync(string summary, string caption);

    /// <summary>Asks in any case. No is what the Enter key says.</summary>
    /// <returns>The answer, or null where nobody can be asked.</returns>
    Task<bool?> AskAsync(string caption, string question);

    /// <summary>Tells what the person should know.</summary>
    void Warn(string text);
}
