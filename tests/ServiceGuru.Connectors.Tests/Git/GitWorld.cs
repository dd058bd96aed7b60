using System.Diagnostics;
using System.Text;
using ServiceGuru.Connectors.Git;

namespace ServiceGuru.Connectors.Tests.Git;

/// <summary>Bare repositories in a folder of their own, made by the real git without anybody's settings.</summary>
internal sealed class GitWorld : IDisposable
{
    public static readonly IReadOnlyDictionary<string, string?> Isolated = new Dictionary<string, string?>
    {
        ["GIT_CONFIG_GLOBAL"] = "/dev/null",
        ["GIT_CONFIG_NOSYSTEM"] = "1",
        ["GIT_AUTHOR_NAME"] = "Maja",
        ["GIT_AUTHOR_EMAIL"] = "maja@example.org",
        ["GIT_COMMITTER_NAME"] = "Maja",
        ["GIT_COMMITTER_EMAIL"] = "maja@example.org",
    };

    public GitWorld() => Root = Directory.CreateTempSubdirectory("guru-git-").FullName;

    public string Root { get; }

    public string Cache => Path.Join(Root, "cache");

    public GitRemote Remote(IReadOnlyDictionary<string, string?>? more = null, TimeProvider? time = null, string program = "git")
    {
        var environment = new Dictionary<string, string?>(Isolated);
        foreach ((string name, string? value) in more ?? new Dictionary<string, string?>())
        {
            environment[name] = value;
        }

        TimeProvider clock = time ?? TimeProvider.System;
        return new GitRemote(Cache, Root, clock, new GitProgram(clock, environment, program));
    }

    /// <summary>Makes a bare repository with main three commits ahead of stable.</summary>
    public BareRepository Create(string name = "web.git")
    {
        var repository = new BareRepository(Path.Join(Root, name));
        Run(Root, null, "init", "--quiet", "--bare", "--initial-branch=main", repository.Path);
        string stable = repository.Commit("refs/heads/main", "First");
        repository.SetRef("refs/heads/stable", stable);
        repository.Commit("refs/heads/main", "Second");
        repository.Commit("refs/heads/main", "Third");
        repository.Commit("refs/heads/main", "Fourth");
        return repository;
    }

    public static string Run(string directory, string? input, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
        };
        foreach ((string name, string? value) in Isolated)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        process.StandardInput.Write(input ?? string.Empty);
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {error.GetAwaiter().GetResult()}");
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
