using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;
using static Microsoft.Playwright.Assertions;

namespace ServiceGuru.Browser.Tests;

/// <summary>A real run over the sandbox, steered from the page.</summary>
[Collection(BrowserCollection.Name)]
public sealed class LiveRunTests(Browser browser)
{
    [SkippableFact]
    public async Task Somebody_watches_a_run_answers_its_gate_by_keyboard_and_decides_about_a_failure()
    {
        Skip.If(Browser.Program is null, "chromium is not on PATH.");
        await using Stage stage = await Stage.RaiseAsync();
        await using PracticeRun run = await PracticeRun.StartAsync(stage, "sentry-spike");
        string id = await run.Id;
        IPage page = await stage.SignInAsync(browser);
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { NameRegex = new Regex("practice") }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Is it safe to tell the users?" })).ToBeVisibleAsync();
        await Expect(page.Locator("#live")).ToContainTextAsync("The team agrees waits for an answer");
        await Stage.PictureAsync(page, "live-gate");

        // By keyboard only, from the heading on. A yes without the ticket goes nowhere; the field that lacks it is focused.
        await TabToAsync(page, "button:text-is('Yes')");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByLabel("ticket")).ToBeFocusedAsync();
        await Expect(page.GetByText("This is needed for a yes.")).ToBeVisibleAsync();
        await page.Keyboard.TypeAsync("OPS-42");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("I have looked");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Space");

        // Staging is not healthy: the run asks, and what is decided is tried at once.
        await Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { NameRegex = new Regex("What shall become of") })).ToBeVisibleAsync();
        await Stage.PictureAsync(page, "live-failure");
        run.Heal("sentry-spike");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Try again" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Try again" }).ClickAsync();

        await Expect(page.Locator(".run-state")).ToHaveTextAsync("succeeded");
        await Expect(page.Locator("#step-topic")).ToContainTextAsync("succeeded");
        await Expect(page).ToHaveTitleAsync(new Regex("^succeeded · practice"));
        await Stage.PictureAsync(page, "live-done");
        RunState end = (await run.Outcome).State;
        GateAnswered answer = end.Step("go").Answers.Single();
        (answer.By, answer.Via, answer.Comment, (string?)answer.Values!["ticket"]).ShouldBe((Stage.Person, "page", "I have looked", "OPS-42"));
        (await stage.Ledger.ReadAsync(id, CancellationToken.None)).Select(record => record.Event).OfType<FailureDecided>().Single().By.ShouldBe(Stage.Person);
        stage.Complaints.ShouldBeEmpty();
        stage.Asked.Select(address => new Uri(address).Host).Distinct().ShouldBe(["127.0.0.1"]);
    }

    [SkippableFact]
    public async Task A_run_is_paused_continued_and_cancelled_and_a_dialog_gives_the_focus_back()
    {
        Skip.If(Browser.Program is null, "chromium is not on PATH.");
        await using Stage stage = await Stage.RaiseAsync();
        await using PracticeRun run = await PracticeRun.StartAsync(stage);
        IPage page = await stage.SignInAsync(browser);
        await page.GotoAsync($"/#/runs/{await run.Id}");
        ILocator cancel = page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Cancel run" });
        ILocator dialog = page.GetByRole(AriaRole.Dialog);

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Pause" }).ClickAsync();
        await dialog.GetByLabel("Reason").FillAsync("lunch");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("Paused by ada@example: lunch")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Continue" }).ClickAsync();
        await Expect(page.GetByText("Paused by")).ToHaveCountAsync(0);

        await cancel.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(dialog).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(cancel).ToBeFocusedAsync();

        await cancel.ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Cancel run" }).ClickAsync();
        await Expect(page.Locator(".run-state")).ToHaveTextAsync("cancelled");
        (await run.Outcome).State.Status.ShouldBe(RunStatus.Cancelled);
        (await stage.Ledger.ReadAsync(await run.Id, CancellationToken.None)).Select(record => record.Event).OfType<RunHalted>().Single().By.ShouldBe(Stage.Person);
        stage.Complaints.ShouldBeEmpty();
    }

    private static async Task TabToAsync(IPage page, string selector)
    {
        for (int presses = 0; presses < 60; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.Locator(selector).EvaluateAsync<bool>("element => element === document.activeElement"))
            {
                return;
            }
        }

        throw new InvalidOperationException($"{selector} can't be reached by Tab.");
    }
}
