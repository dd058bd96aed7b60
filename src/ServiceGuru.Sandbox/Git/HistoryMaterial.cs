namespace ServiceGuru.Sandbox.Git;

/// <summary>What histories are made of: people, parts of a program, and what gets done to them.</summary>
internal static class HistoryMaterial
{
    /// <summary>Gets the team.</summary>
    public static IReadOnlyList<Person> People { get; } =
    [
        new("ahorak", "Alena Horak"),
        new("bnovotny", "Bedrich Novotny"),
        new("cmarini", "Chiara Marini"),
        new("dokafor", "Daniel Okafor"),
        new("esvensson", "Elin Svensson"),
        new("fmoreau", "Florent Moreau"),
        new("gkimura", "Goro Kimura"),
        new("hpatel", "Hema Patel"),
    ];

    /// <summary>Gets the bot that updates the linters.</summary>
    public static Person LinterBot { get; } = new("pre-commit-ci[bot]", "pre-commit-ci[bot]");

    /// <summary>Gets the parts of the program: how a sentence names them, and their file.</summary>
    public static IReadOnlyList<(string Phrase, string File)> Parts { get; } =
    [
        ("webhook processing", "webhooks"),
        ("status reporting", "status"),
        ("configuration loading", "config"),
        ("the task queue", "tasks"),
        ("build submission", "builds"),
        ("the command line", "cli"),
        ("release syncing", "sync"),
        ("authentication", "auth"),
        ("result collection", "results"),
        ("the database layer", "models"),
        ("notification delivery", "notifications"),
        ("log rendering", "logs"),
    ];

    /// <summary>Gets what gets done: title, branch and release note; {0} is the part, {1} the project.</summary>
    public static IReadOnlyList<(string Title, string Branch, string Note)> Changes { get; } =
    [
        ("Retry {0} when the connection drops", "retry-{0}", "{1} now tries {0} again up to three times when the connection drops."),
        ("Do not lose events in {0}", "lost-events-{0}", "{1} no longer loses events in {0} when two of them arrive at the same moment."),
        ("Speed up {0}", "fast-{0}", "We have made {0} about twice as fast for big projects."),
        ("Show a clear error in {0}", "clear-error-{0}", "When something goes wrong in {0}, {1} now says what happened and links the documentation."),
        ("Make the timeout of {0} configurable", "timeout-{0}", "The timeout of {0} can now be set in the configuration file; the default stays at 15 minutes."),
        ("Handle empty input in {0}", "empty-{0}", "{1} no longer fails on empty input in {0}."),
        ("Respect rate limits in {0}", "limits-{0}", "{1} now waits as long as the other side asks for in {0}, instead of giving up."),
        ("Support several identifiers in {0}", "identifiers-{0}", "You can now use several identifiers in {0}, separated by commas."),
        ("Fix time zones in {0}", "utc-{0}", "All times in {0} are now in UTC."),
        ("Add metrics for {0}", "metrics-{0}", "{1} now exports metrics for {0}."),
        ("Cache lookups in {0}", "cache-{0}", "Repeated lookups in {0} are answered from a cache."),
        ("Drop the deprecated option of {0}", "drop-option-{0}", "The option deprecated in spring has been removed from {0}; see the migration guide."),
    ];

    /// <summary>Gets what is done without anybody noticing.</summary>
    public static IReadOnlyList<(string Title, string Branch)> Chores { get; } =
    [
        ("Update the type hints of {0}", "types-{0}"),
        ("Refactor {0}", "refactor-{0}"),
        ("Add missing tests for {0}", "tests-{0}"),
        ("Fix a typo in the documentation of {0}", "typo-{0}"),
    ];
}
