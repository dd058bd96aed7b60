using Microsoft.Playwright;
using ServiceGuru.Ledger;
using static Microsoft.Playwright.Assertions;

namespace ServiceGuru.Browser.Tests;

/// <summary>The page for everybody: by eye in both colors and on a phone, by keyboard, by ear, and when the connection is lost.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ReadablePageTests(Browser browser)
{
    private const string Gate = "20261123-130502-gate";
    private const string Broken = "20261123-120502-fail";
    private const string Fleet = "20261122-120502-feet";

    [SkippableTheory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Light, 640)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task Every_view_is_readable_named_and_fits(ColorScheme colors, int width)
    {
        Skip.If(Browser.Program is null, "chromium is not on PATH.");
        await using Stage stage = await Stage.RaiseAsync();
        await using IRunWriter gate = await stage.Ledger.AtGateAsync(Gate);
        await using IRunWriter broken = await stage.Ledger.UndecidedAsync(Broken);
        await using IRunWriter fleet = await stage.Ledger.FleetAsync(Fleet);
        IPage stranger = await stage.OpenAsync(browser, width, colors: colors);
        await stranger.GotoAsync("/");
        await stranger.GetByLabel("Your token").WaitForAsync();
        await CheckAsync(stranger, "sign-in", colors, width);
        IPage page = await stage.SignInAsync(browser, width, colors: colors);
        await page.Locator("tbody tr").First.WaitForAsync();
        await CheckAsync(page, "list", colors, width);
        foreach (string id in new[] { Gate, Broken, Fleet })
        {
            await page.GotoAsync($"/#/runs/{id}");
            await page.Locator(".steps li").First.WaitForAsync();
            await page.Locator(".log li").First.WaitForAsync();
            await CheckAsync(page, $"run-{id[^4..]}", colors, width);
        }

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Cancel run" }).ClickAsync();
        await CheckAsync(page, "dialog", colors, width);
        stage.Complaints.ShouldBeEmpty();
        stage.Asked.Select(address => new Uri(address).Host).Distinct().ShouldBe(["127.0.0.1"]);
    }

    [SkippableFact]
    public async Task What_comes_from_outside_is_text_and_the_graph_is_a_list_for_those_who_do_not_see_it()
    {
        Skip.If(Browser.Program is null, "chromium is not on PATH.");
        await using Stage stage = await Stage.RaiseAsync();
        await using IRunWriter gate = await stage.Ledger.AtGateAsync(Gate);
        IPage page = await stage.SignInAsync(browser, reducedMotion: true);
        await page.GotoAsync($"/#/runs/{Gate}");

        await Expect(page.GetByText("Read the changelog in UTF-8 <script>alert(1)</script>")).ToBeVisibleAsync();
        await Expect(page.Locator(".steps > li")).ToHaveCountAsync(24);
        await Expect(page.Locator("#step-topic button")).ToHaveAccessibleNameAsync(new System.Text.RegularExpressions.Regex("Users are told.*pending.*needs staging, baseline, before"));
        (await page.Locator(".lanes .edge").CountAsync()).ShouldBeGreaterThan(25);
        await page.Locator("#step-images button").ClickAsync();
        await Expect(page.Locator("#detail-title")).ToHaveTextAsync("Images are built and published");
        await Expect(page.Locator("#step-images button")).ToHaveAttributeAsync("aria-pressed", "true");
        (await page.EvaluateAsync<bool>("() => document.getAnimations().length === 0")).ShouldBeTrue();
    }

    [SkippableTheory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 320)]
    public async Task Words_that_mean_ill_are_words_however_long_and_at_400_percent(ColorScheme colors, int width)
    {
        Skip.If(Browser.Program is null, "chromium is not on PATH.");
        await using Stage stage = await Stage.RaiseAsync();
        await using IRunWriter hostile = await stage.Ledger.HostileAsync(Gate);
        IPage page = await stage.SignInAsync(browser, width, colors: colors);
        await page.Locator("tbody tr").First.WaitForAsync();
        await CheckAsync(page, "evil-list", colors, width);
        await page.GotoAsync($"/#/runs/{Gate}");
        await page.Locator(".log li").First.WaitForAsync();

        await CheckAsync(page, "evil-run", colors, width, full: false);
        await Expect(page.Locator(".steps > li")).ToHaveCountAsync(202);
        (await page.Locator("main img").CountAsync()).ShouldBe(0);
        string all = await page.EvaluateAsync<string>("() => document.title + document.documentElement.outerHTML");
        all.ShouldContain("\u2421gnp.exe");
        all.Where(character => character is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or (< ' ' and not '\n')).ShouldBeEmpty();
        stage.Complaints.ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task Colors_are_chosen_by_a_button_and_kept_and_the_first_Tab_skips_to_the_content()
    {
        Skip.If(Browser.Program is null, "chromium is not on PATH.");
        await using Stage stage = await Stage.RaiseAsync();
        IPage page = await stage.SignInAsync(browser);

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Use dark colors" }).ClickAsync();
        await page.ReloadAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Use light colors" }).WaitForAsync();
        await page.EvaluateAsync("() => { document.activeElement.blur(); getSelection().removeAllRanges(); }");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Skip to the content" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("main")).ToBeFocusedAsync();
        page.Url.ShouldNotContain("main");
    }

    [SkippableFact]
    public async Task A_lost_connection_is_told_and_healed()
    {
        Skip.If(Browser.Program is null, "chromium is not on PATH.");
        await using Stage stage = await Stage.RaiseAsync();
        await using IRunWriter gate = await stage.Ledger.AtGateAsync(Gate);
        IPage page = await stage.SignInAsync(browser);
        await page.GotoAsync($"/#/runs/{Gate}");
        await page.GetByLabel("Comment").FillAsync("half a thought");

        await page.Context.SetOfflineAsync(true);
        await Expect(page.GetByText("The connection is lost.")).ToBeVisibleAsync();
        await gate.TellAsync(new Runbooks.Events.GateAnswered("go", "laura@example", true, "fine by me"));
        await page.Context.SetOfflineAsync(false);

        await Expect(page.GetByText("The connection is lost.")).ToBeHiddenAsync();
        await Expect(page.GetByText("fine by me").First).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Comment")).ToHaveValueAsync("half a thought");
    }

    private static async Task CheckAsync(IPage page, string name, ColorScheme colors, int width, bool full = true)
    {
        await Stage.PictureAsync(page, $"{name}-{colors}-{width}", full);
        string[] faults = await page.EvaluateAsync<string[]>(PageChecks.Script);
        faults.ShouldBeEmpty($"{name} in {colors} at {width}");
    }
}
