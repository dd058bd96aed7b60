using System.CommandLine;
using ServiceGuru.Approvals;
using ServiceGuru.Host.Serving;
using ServiceGuru.Host.Serving.Access;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru serve token add NAME</c>.</summary>
internal sealed class ServeTokenAddCommand : VerbCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "Whose token it is, as the record of runs shall have it, e.g. ada or ada@example.org." };
    private readonly ServeOptions _options;

    public ServeTokenAddCommand(VerbRunner runner, ServeOptions options)
        : base("add", "Makes a personal token and shows it once; only its hash is kept.", runner)
    {
        _options = options;
        Arguments.Add(_name);
    }

    protected override Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        string name = call.Parse.GetRequiredValue(_name);
        if (!PersonName.IsValid(name))
        {
            throw ServingFailures.Usage("InvalidName", "This can't be somebody's name.", $"A name is {PersonName.Rule}.", "NAME");
        }

        string path = _options.TokenPath(call);
        string token = TokenBook.NewToken();
        TokenEntry entry = new(name, TokenBook.HashOf(token), call.Parts.Time.GetUtcNow());
        TokenFile.Write(path, [.. File.Exists(path) ? TokenFile.Read(path) : [], entry]);
        return Task.FromResult(call.Show(new { entry.Name, Token = token, File = path }, screen =>
        {
            screen.Line(token);
            call.Notes.Line($"This is the token of {name}. It is shown this once; keep it like a password.");
            if (Identity.Parse(name) is { Kind: IdentityKind.Login } login && login.Value.Contains('@', StringComparison.Ordinal))
            {
                call.Notes.Line($"{name} is a login here. Whoever the service definition knows by that mail address answers gates with a token of email:{name}.");
            }
        }));
    }
}
