namespace ServiceGuru.Sandbox.Cluster.Exec;

/// <summary>A program that every image has and that needs a line to be described.</summary>
internal sealed class SmallProgram(string name, Func<ExecCall, ExecAnswer> run) : IPodProgram
{
    public IReadOnlyList<string> Names { get; } = [name];

    public bool OfTheService => false;

    /// <summary>Makes the usual ones.</summary>
    /// <param name="revision">Gives the commit that an image was built from, or null.</param>
    public static IReadOnlyList<IPodProgram> All(Func<ExecCall, string?> revision) =>
    [
        new SmallProgram("true", _ => new(0, "")),
        new SmallProgram("false", _ => new(1, "")),
        new SmallProgram("echo", call => new(0, string.Join(' ', call.Arguments) + "\n")),
        new SmallProgram("hostname", call => new(0, call.Pod + "\n")),
        new SmallProgram("cat", call => Cat(call, revision)),
    ];

    public ExecAnswer Run(ExecCall call) => run(call);

    // Both of the service's Dockerfiles leave the commit there.
    private static ExecAnswer Cat(ExecCall call, Func<ExecCall, string?> revision) => call.Arguments switch
    {
        ["/.packit-service.git.commit.hash"] when revision(call) is { } commit => new(0, commit + "\n"),
        ["/etc/os-release"] => new(0, "NAME=\"Fedora Linux\"\nID=fedora\n"),
        [var file, ..] => new(1, "", $"cat: {file}: No such file or directory\n"),
        _ => new(0, ""),
    };
}
