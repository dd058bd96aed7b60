namespace ServiceGuru.Connectors.Tests.Git;

/// <summary>A remote that tests change behind everybody's back.</summary>
internal sealed class BareRepository(string path)
{
    private static readonly DateTimeOffset Start = new(2026, 5, 18, 11, 0, 0, TimeSpan.Zero);
    private int commits;

    public string Path => path;

    public string Main => Get("refs/heads/main");

    public string Stable => Get("refs/heads/stable");

    /// <summary>Adds a commit with a file of its own to a branch.</summary>
    public string Commit(string refName, string message, params string[] moreParents)
    {
        int number = ++commits;
        string[] parents = [.. Parents(refName), .. moreParents];
        string blob = Git($"content {number}\n", "hash-object", "-w", "--stdin");
        string tree = Git($"100644 blob {blob}\tfile-{number}\n", "mktree");
        DateTimeOffset time = Start.AddMinutes(number);
        string commit = Git(
            $"tree {tree}\n{string.Concat(parents.Select(one => $"parent {one}\n"))}author Jiří Popelka <j@example.org> {time.ToUnixTimeSeconds()} +0200\ncommitter M <m@example.org> {time.ToUnixTimeSeconds()} +0200\n\n{message}",
            "hash-object", "-w", "--stdin", "-t", "commit");
        SetRef(refName, commit);
        return commit;
    }

    public void SetRef(string refName, string commit) => Git(null, "update-ref", refName, commit);

    public string Get(string refName) => Git(null, "rev-parse", "--verify", refName);

    public void Hook(string name, string script)
    {
        StandInProgram.Write(System.IO.Path.Join(path, "hooks", name), script);
    }

    public string Git(string? input, params string[] arguments) => GitWorld.Run(path, input, ["--git-dir=.", .. arguments]);

    private string[] Parents(string refName)
    {
        string known = Git(null, "for-each-ref", "--format=%(objectname)", refName);
        return known.Length == 0 ? [] : [known];
    }
}
