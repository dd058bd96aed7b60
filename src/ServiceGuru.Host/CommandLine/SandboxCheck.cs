using System.CommandLine;
using ServiceGuru.Host.Console;

namespace ServiceGuru.Host.CommandLine;

/// <summary>
/// <c>--check</c>: what the verb would be refused for is told, and nothing else is done. The module asks so for
/// <c>-WhatIf</c>, which must not promise what the call would not do.
/// </summary>
internal sealed class SandboxCheck
{
    public Option<bool> Option { get; } = new("--check") { Hidden = true };

    public bool IsAsked(VerbCall call) => call.Parse.GetValue(Option);

    /// <summary>Says that nothing is in the way.</summary>
    public static int Pass(VerbCall call) => call.Show(new { }, screen => screen.Line(new Piece("✓ ", Tone.Good), "Nothing is in the way."));
}
