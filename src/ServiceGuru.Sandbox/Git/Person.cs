namespace ServiceGuru.Sandbox.Git;

/// <summary>An author or reviewer. All of them are invented.</summary>
/// <param name="Login">The account on the code host.</param>
/// <param name="Name">The name in commits.</param>
internal sealed record Person(string Login, string Name)
{
    /// <summary>The code host itself, which commits the merges made in its web pages.</summary>
    public static Person CodeHost { get; } = new("web-flow", "GitHub");

    /// <summary>Gets whether it is a program.</summary>
    public bool IsBot => Login.EndsWith("[bot]", StringComparison.Ordinal);

    /// <summary>Gets the mail address in commits.</summary>
    public string Mail => Login == CodeHost.Login ? "noreply@github.com" : $"{Login.Replace("[bot]", string.Empty, StringComparison.Ordinal)}@example.org";
}
