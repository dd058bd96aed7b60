using System.Security.Cryptography;
using System.Text;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.World;

/// <summary>
/// The credentials of the simulated systems: made anew for each world, kept in files that only the user can read.
/// They open nothing but this world.
/// </summary>
internal sealed class SandboxTokens
{
    private readonly string directory;
    private readonly Dictionary<string, string> tokens = new(StringComparer.Ordinal);

    private SandboxTokens(string directory) => this.directory = directory;

    /// <summary>Gets the token of a system: <c>cluster</c>, <c>github</c>, <c>quay</c>, <c>sentry</c>, <c>mastodon</c> or <c>channel-NAME</c>.</summary>
    public string this[string system] => tokens[system];

    /// <summary>Makes the credentials and their files.</summary>
    /// <param name="service">The service whose systems get credentials.</param>
    /// <param name="directory">The folder for the files; made with mode 700.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<SandboxTokens> CreateAsync(ServiceDefinition service, string directory, CancellationToken cancellationToken)
    {
        PrivateFile.CreateDirectory(directory);
        var tokens = new SandboxTokens(directory);
        await tokens.AddAsync("cluster", "sha256~", 32, cancellationToken);
        await tokens.AddAsync("github", "ghp_", 27, cancellationToken);
        await tokens.AddAsync("quay", string.Empty, 30, cancellationToken);
        await tokens.AddAsync("sentry", "sntrys_", 40, cancellationToken);
        await tokens.AddAsync("mastodon", string.Empty, 22, cancellationToken);
        foreach (ChannelDefinition channel in service.Channels)
        {
            await tokens.AddAsync($"channel-{channel.Name}", channel.Kind == ChannelKind.Slack ? "xoxb-" : "syt_", 33, cancellationToken);
        }

        return tokens;
    }

    /// <summary>Where the token is kept.</summary>
    public SecretReference Reference(string system) => SecretReference.Parse($"file:{Path.Combine(directory, system)}");

    /// <summary>Whether a presented token is the system's, compared in constant time.</summary>
    public bool Matches(string system, string presented) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(tokens[system]), Encoding.UTF8.GetBytes(presented));

    private async Task AddAsync(string system, string prefix, int bytes, CancellationToken cancellationToken)
    {
        string token = prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(bytes));
        tokens[system] = token;
        await PrivateFile.WriteAsync(Path.Combine(directory, system), token, cancellationToken);
    }
}
