using System.Globalization;

namespace ServiceGuru.Connectors.Git;

/// <summary>
/// The environment in which git runs: the user's own, so that keys, credential helpers, proxies and signing work as they
/// set them up, but without prompts, without another repository's traces, and in plain English.
/// </summary>
internal sealed class GitEnvironment(IReadOnlyDictionary<string, string?> overrides)
{
    // What `git rev-parse --local-env-vars` lists, but for the settings: set inside a hook, they name another repository.
    private static readonly string[] OfAnotherRepository =
    [
        "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_DIR", "GIT_GRAFT_FILE", "GIT_IMPLICIT_WORK_TREE",
        "GIT_INDEX_FILE", "GIT_INTERNAL_SUPER_PREFIX", "GIT_NAMESPACE", "GIT_NO_REPLACE_OBJECTS", "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX", "GIT_QUARANTINE_PATH", "GIT_REPLACE_REF_BASE", "GIT_SHALLOW_FILE", "GIT_WORK_TREE",
    ];

    /// <summary>Prepares the environment of one call.</summary>
    /// <param name="environment">What the process would inherit.</param>
    /// <param name="call">The call.</param>
    /// <param name="quietSsh">Whether git may be told how to run ssh; not where the user's settings say it already.</param>
    public void Apply(IDictionary<string, string?> environment, GitCall call, bool quietSsh)
    {
        foreach ((string name, string? value) in overrides)
        {
            environment[name] = value;
        }

        foreach (string name in OfAnotherRepository)
        {
            environment.Remove(name);
        }

        environment["GIT_TERMINAL_PROMPT"] = "0";
        environment["GIT_OPTIONAL_LOCKS"] = "0";
        environment["LC_ALL"] = "C";
        if (quietSsh && !environment.ContainsKey("GIT_SSH"))
        {
            // Without a terminal a question about a host key or passphrase would wait for ever.
            environment.TryAdd("GIT_SSH_COMMAND", "ssh -o BatchMode=yes");
        }

        AddConfiguration(environment, call);
    }

    // Through the environment, not the command line: the address of a remote may be worth hiding.
    private static void AddConfiguration(IDictionary<string, string?> environment, GitCall call)
    {
        List<KeyValuePair<string, string>> settings = [.. call.Configuration];
        if (call.Remote is not null)
        {
            settings.Add(new($"remote.{GitProgram.RemoteName}.url", call.Remote.Url));
            settings.AddRange(call.Remote.Configuration);
        }

        environment.TryGetValue("GIT_CONFIG_COUNT", out string? own);
        int count = int.TryParse(own, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
        foreach ((string key, string value) in settings)
        {
            environment[$"GIT_CONFIG_KEY_{count}"] = key;
            environment[$"GIT_CONFIG_VALUE_{count}"] = value;
            count++;
        }

        environment["GIT_CONFIG_COUNT"] = count.ToString(CultureInfo.InvariantCulture);
    }
}
