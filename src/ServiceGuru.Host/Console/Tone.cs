namespace ServiceGuru.Host.Console;

/// <summary>What a piece of text means; a terminal shows it as a color.</summary>
internal enum Tone
{
    Normal,
    Strong,
    Dim,
    Good,
    Warn,
    Bad,
}
