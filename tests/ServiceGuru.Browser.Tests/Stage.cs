using System.Collections.Concurrent;
using System.Net;
using Microsoft.Playwright;
using ServiceGuru.Host.Serving;
using ServiceGuru.Host.Serving.Access;
using ServiceGuru.Ledger;

namespace ServiceGuru.Browser.Tests;

/// <summary>A page that is served over a ledger of its own, and a browser that looks at it.</summary>
internal sealed class Stage : IAsyncDisposable
{
    public const string Person = "ada@example";

    private readonly string _folder;
    private readonly string _token;

    private Stage(string folder, string token, PageServer server, JournalLedger ledger)
    {
        _folder = folder;
        _token = token;
        Server = server;
        Ledger = ledger;
    }

    public PageServer Server { get; }

    public JournalLedger Ledger { get; }

    public string Folder => _folder;

    /// <summary>Gets every address that a page has asked for.</summary>
    public ConcurrentBag<string> Asked { get; } = [];

    /// <summary>Gets what a page has complained about: errors, refused by its policy.</summary>
    public ConcurrentBag<string> Complaints { get; } = [];

    public static async Task<Stage> RaiseAsync()
    {
        string folder = Directory.CreateTempSubdirectory("guru-browser-").FullName;
        string token = TokenBook.NewToken();
        JournalLedger ledger = new(Path.Combine(folder, "state"), TimeProvider.System);
        ServingOptions options = new()
        {
            Listen = new IPEndPoint(IPAddress.Loopback, 0),
            Tokens = TokenBook.OfText(TokenLines.Write([new TokenEntry(Person, TokenBook.HashOf(token), default)]), "test"),
        };
        PageServer server = await PageServer.StartAsync(options, ledger, TimeProvider.System, line => throw new InvalidOperationException(line), CancellationToken.None);
        return new Stage(folder, token, server, ledger);
    }

    /// <summary>Opens a page that is not signed in.</summary>
    public async Task<IPage> OpenAsync(Browser browser, int width = 1280, int height = 900, ColorScheme colors = ColorScheme.Light, bool reducedMotion = false)
    {
        IBrowserContext context = await browser.Chromium.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Server.Url.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = colors,
            ReducedMotion = reducedMotion ? ReducedMotion.Reduce : ReducedMotion.NoPreference,
        });
        context.SetDefaultTimeout(60_000);
        IPage page = await context.NewPageAsync();
        page.Request += (_, request) => Asked.Add(request.Url);
        page.PageError += (_, error) => Complaints.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.Contains("status of 401", StringComparison.Ordinal) && !message.Text.Contains("ERR_INTERNET_DISCONNECTED", StringComparison.Ordinal))
            {
                Complaints.Add(message.Text);
            }
        };
        return page;
    }

    /// <summary>Opens a page and signs in.</summary>
    public async Task<IPage> SignInAsync(Browser browser, int width = 1280, int height = 900, ColorScheme colors = ColorScheme.Light, bool reducedMotion = false)
    {
        IPage page = await OpenAsync(browser, width, height, colors, reducedMotion);
        await page.GotoAsync("/");
        await page.GetByLabel("Your token").FillAsync(_token);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign in" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Runs", Exact = true }).WaitForAsync();
        return page;
    }

    /// <summary>Keeps a picture where somebody wants to look at it: in the folder that $GURU_SCREENSHOTS names.</summary>
    public static async Task PictureAsync(IPage page, string name, bool full = true)
    {
        if (Environment.GetEnvironmentVariable("GURU_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png"), FullPage = full });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
