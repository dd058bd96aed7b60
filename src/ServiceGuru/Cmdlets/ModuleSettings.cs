using ServiceGuru.Connectors.Sessions;
using ServiceGuru.Secrets;
using ServiceGuru.Sessions;

namespace ServiceGuru.Cmdlets;

/// <summary>What the module tells a session: where it lies, and where its user is.</summary>
internal static class ModuleSettings
{
    /// <summary>The module's own folder; this assembly lies in its <c>bin/net8.0</c>.</summary>
    public static string ModuleDirectory { get; } =
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(ModuleSettings).Assembly.Location)!, "..", ".."));

    /// <summary>Who works here, as the ledger shall have it.</summary>
    public static string User { get; } = $"{Environment.UserName}@{Environment.MachineName}";

    public static SessionSettings Create(string currentDirectory) => new()
    {
        ShippedDirectory = ModuleDirectory,
        CurrentDirectory = currentDirectory,
        StateDirectory = StateDirectory.Find(Environment.GetEnvironmentVariable),
        Environment = GivenSecrets.Variable,
        Given = GivenSecrets.Find,
    };
}
