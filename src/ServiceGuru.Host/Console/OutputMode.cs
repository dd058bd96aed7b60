namespace ServiceGuru.Host.Console;

/// <summary>For whom the output is.</summary>
internal enum OutputMode
{
    /// <summary>A person at a terminal: colors, tables, live progress.</summary>
    Terminal,

    /// <summary>A file, pipe or log: plain lines.</summary>
    Plain,

    /// <summary>A program: one JSON document at the end.</summary>
    Json,
}
