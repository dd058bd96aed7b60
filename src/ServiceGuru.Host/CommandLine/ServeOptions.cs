using System.CommandLine;
using System.Net;
using ServiceGuru.Host.Serving;
using ServiceGuru.Host.Serving.Access;

namespace ServiceGuru.Host.CommandLine;

/// <summary>The options of <c>guru serve</c>.</summary>
internal sealed class ServeOptions
{
    private const string FromEnvironment = "env:";

    private readonly Option<string> _listen = new("--listen")
    {
        Description = "Address and port to listen on. Port 0 takes a free one.",
        HelpName = "ADDRESS:PORT",
        DefaultValueFactory = _ => "127.0.0.1:8080",
    };

    private readonly Option<string?> _header = new("--identity-header") { Description = "The header in which a trusted proxy says who somebody is, e.g. X-Forwarded-User.", HelpName = "NAME" };

    private readonly Option<string> _kind = new Option<string>("--identity-kind")
    {
        Description = "What that header holds, so that the service definition's people are found by it. Default: email for a header that ends in Email, else login.",
        HelpName = "login|email|github",
        DefaultValueFactory = _ => string.Empty,
    }.AcceptOnlyFromAmong("login", "email", "github");

    private readonly Option<string[]> _proxies = new("--trusted-proxy")
    {
        Description = "An address or network whose identity header counts, e.g. 10.1.2.3 or 10.1.2.0/28. Name the proxies, not everybody.",
        HelpName = "CIDR",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string[]> _hosts = new("--host")
    {
        Description = "A name under which browsers reach the page through the proxy, where the proxy passes it on as Host, e.g. guru.example.org. Other names are refused.",
        HelpName = "NAME",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<bool> _insecure = new("--insecure") { Description = "Serves plain HTTP to other machines without a proxy: tokens can be read on the way." };

    private readonly Option<string?> _tokens = new("--token-file")
    {
        Description = "The personal tokens: a file, or env:NAME for their text. Default: serve/tokens in the state folder.",
        HelpName = "FILE|env:NAME",
        Recursive = true,
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_listen);
        command.Options.Add(_tokens);
        command.Options.Add(_header);
        command.Options.Add(_kind);
        command.Options.Add(_proxies);
        command.Options.Add(_hosts);
        command.Options.Add(_insecure);
    }

    /// <summary>The folder in the state folder that holds the tokens where no other place is named.</summary>
    public static string Folder(VerbCall call) => Path.Combine(call.State, "serve");

    /// <summary>Whether no place of the tokens is named.</summary>
    public bool DefaultTokens(VerbCall call) => call.Parse.GetValue(_tokens) is null;

    /// <summary>The file of the tokens, absolute.</summary>
    /// <exception cref="Operations.GuruException">They are in an environment variable.</exception>
    public string TokenPath(VerbCall call) => call.Parse.GetValue(_tokens) switch
    {
        null => Path.Combine(Folder(call), "tokens"),
        { } given when given.StartsWith(FromEnvironment, StringComparison.Ordinal) =>
            throw ServingFailures.Usage("TokenFileNeeded", "Tokens in an environment variable can't be changed from here.", "Name a file with --token-file, and give the variable its text."),
        { } given => Path.GetFullPath(given, call.Parts.CurrentDirectory),
    };

    /// <summary>Reads all of it.</summary>
    /// <exception cref="Operations.GuruException">Something is wrong or unsafe.</exception>
    public ServingOptions Read(VerbCall call, string? service)
    {
        string? header = Header(call.Parse.GetValue(_header));
        ServingOptions options = new()
        {
            Listen = Listen(call.Parse.GetRequiredValue(_listen)),
            Tokens = Tokens(call),
            IdentityHeader = header,
            IdentityPrefix = Prefix(call.Parse.GetValue(_kind), header),
            TrustedProxies = [.. call.Parse.GetRequiredValue(_proxies).Select(Network)],
            Hosts = [.. call.Parse.GetRequiredValue(_hosts).Select(Host)],
            Service = service,
        };
        if ((options.IdentityHeader is null) != (options.TrustedProxies.Count == 0))
        {
            throw ServingFailures.Usage("ProxyIncomplete", "--identity-header and --trusted-proxy need each other.", "Say which header counts, and from where.");
        }

        return options.OnLoopback || options.TrustedProxies.Count > 0 || call.Parse.GetValue(_insecure) ? options : throw ServingFailures.Insecure(options.Listen.ToString());
    }

    private TokenBook Tokens(VerbCall call)
    {
        if (call.Parse.GetValue(_tokens) is { } given && given.StartsWith(FromEnvironment, StringComparison.Ordinal))
        {
            string name = given[FromEnvironment.Length..];
            return call.Parts.Environment(name) is { Length: > 0 } text
                ? TokenBook.OfText(text, given)
                : throw ServingFailures.Usage("TokenFileMissing", $"The environment variable {name} is not set.", "Give it the text of a token file.", given);
        }

        // With a proxy that says who somebody is, tokens are for programs, and need not be there.
        return DefaultTokens(call) && !File.Exists(TokenPath(call)) ? TokenBook.OfText(string.Empty, "no file") : TokenBook.OfFile(TokenPath(call));
    }

    private static IPEndPoint Listen(string text) =>
        IPEndPoint.TryParse(text.StartsWith("localhost:", StringComparison.Ordinal) ? string.Concat("127.0.0.1", text.AsSpan("localhost".Length)) : text, out IPEndPoint? point) && text.Contains(':', StringComparison.Ordinal) && !text.EndsWith(']')
            ? point
            : throw ServingFailures.Usage("InvalidListen", $"'{text}' is no address with a port.", "Write it like 127.0.0.1:8080, 0.0.0.0:8080 or [::1]:8080.", "--listen");

    private static string? Header(string? name) => name is null || (name.Length is > 0 and <= 64 && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '-'))
        ? name
        : throw ServingFailures.Usage("InvalidHeader", "This is no header's name.", "Name it like X-Forwarded-User.", "--identity-header");

    private static string Host(string name) => Uri.CheckHostName(name) != UriHostNameType.Unknown
        ? name
        : throw ServingFailures.Usage("InvalidHost", $"'{name}' is no name of a machine.", "Write it like guru.example.org, without scheme and port.", "--host");

    private static string Prefix(string? kind, string? header) => kind switch
    {
        null or "" => header?.EndsWith("Email", StringComparison.OrdinalIgnoreCase) == true ? "email:" : string.Empty,
        "login" => string.Empty,
        _ => $"{kind}:",
    };

    private static IPNetwork Network(string text)
    {
        if (IPNetwork.TryParse(text, out IPNetwork network))
        {
            return network.PrefixLength > 0
                ? network
                : throw ServingFailures.Usage("InvalidProxy", $"'{text}' is everybody: then everybody could say who they are.", "Name the proxies.", "--trusted-proxy");
        }

        return IPAddress.TryParse(text, out IPAddress? address)
            ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : throw ServingFailures.Usage("InvalidProxy", $"'{text}' is neither an address nor a network.", "Write it like 10.1.2.3 or 10.1.2.0/28.", "--trusted-proxy");
    }
}
