using Microsoft.Playwright;

namespace ServiceGuru.Browser.Tests;

/// <summary>The machine's own Chromium, started once for all tests; nothing is ever downloaded.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Gets the program, or null where it is not installed.</summary>
    public static string? Program { get; } = Find();

    public IBrowser Chromium
    {
        get
        {
            Skip.If(_browser is null, "chromium is not on PATH.");
            return _browser!;
        }
    }

    public async Task InitializeAsync()
    {
        if (Program is null)
        {
            return;
        }

        // Playwright's own patience, five seconds, is for machines that do nothing else.
        Assertions.SetDefaultExpectTimeout(60_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Program,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
        .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome" }.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}
