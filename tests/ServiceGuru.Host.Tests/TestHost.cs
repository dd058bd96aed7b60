namespace ServiceGuru.Host.Tests;

/// <summary>The program with everything that it says caught, in folders of its own.</summary>
internal sealed class TestHost : IDisposable
{
    private readonly StringWriter _out = new() { NewLine = "\n" };
    private readonly StringWriter _error = new() { NewLine = "\n" };

    public TestHost()
    {
        Root = Directory.CreateTempSubdirectory("guru-host-tests-").FullName;
        Directory.CreateDirectory(Folder);
        Environment["SERVICEGURU_STATE"] = State;
    }

    public string Root { get; }

    public string Folder => Path.Combine(Root, "folder");

    public string State => Path.Combine(Root, "state");

    public Dictionary<string, string> Environment { get; } = [];

    public string Out => _out.ToString();

    public string Error => _error.ToString();

    public HostParts Parts => new()
    {
        Out = _out,
        Error = _error,
        Console = TestTerminal.Create(_out),
        Environment = name => Environment.GetValueOrDefault(name),
        CurrentDirectory = Folder,
        ShippedDirectory = AppContext.BaseDirectory,
        User = "ada@example",
        Self = new SelfCommand("guru", []),
    };

    public Task<int> RunAsync(params string[] args) => RunAsync(Parts, CancellationToken.None, args);

    public async Task<int> RunAsync(HostParts parts, CancellationToken cancellationToken, params string[] args)
    {
        _out.GetStringBuilder().Clear();
        _error.GetStringBuilder().Clear();
        return await new GuruApplication(parts).RunAsync(args, cancellationToken);
    }

    public string Write(string name, string text)
    {
        string path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
