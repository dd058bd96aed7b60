using System.CommandLine;
using ServiceGuru.Host.Console;
using ServiceGuru.Host.Serving;
using ServiceGuru.Host.Serving.Access;
using ServiceGuru.Operations;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru serve token revoke NAME</c>.</summary>
internal sealed class ServeTokenRevokeCommand : VerbCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "Whose tokens no longer count, or the first 8 characters of one token's hash." };
    private readonly ServeOptions _options;

    public ServeTokenRevokeCommand(VerbRunner runner, ServeOptions options)
        : base("revoke", "Takes tokens back. A page that is served notices at once and signs them out.", runner)
    {
        _options = options;
        Arguments.Add(_name);
    }

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        string path = _options.TokenPath(call);
        string name = call.Parse.GetRequiredValue(_name);
        int revoked = await TokenFile.RemoveAsync(path, entry => entry.Name == name || entry.Hash[..8] == name, call.Parts.Time, cancellationToken).ConfigureAwait(false);
        if (revoked == 0)
        {
            throw ServingFailures.Usage("TokenNotFound", $"Nobody called '{name}' has a token.", "See 'guru serve token list'.", name);
        }

        return call.Show(new { Name = name, Revoked = revoked }, screen =>
            screen.Line(new Piece("✓ ", Tone.Good), $"{Quantity.Of(revoked, "token")} revoked."));
    }
}
