using Microsoft.Playwright;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Browser.Tests;

[Collection(BrowserCollection.Name)]
public sealed class LookTests(Browser browser)
{
    [SkippableFact]
    public async Task Pictures()
    {
        Skip.If(Browser.Program is null, "chromium is not on PATH.");
        await using Stage stage = await Stage.RaiseAsync();
        IPage stranger = await stage.OpenAsync(browser);
        await stranger.GotoAsync("/");
        await stranger.GetByLabel("Your token").WaitForAsync();
        await Stage.PictureAsync(stranger, "sign-in");
        await using IRunWriter gate = await stage.Ledger.AtGateAsync("20261123-130502-gate");
        await using IRunWriter broken = await stage.Ledger.UndecidedAsync("20261123-120502-fail");
        await using IRunWriter fleet = await stage.Ledger.FleetAsync("20261122-120502-feet");
        await using (IRunWriter done = await stage.Ledger.AtGateAsync("20261116-130502-past"))
        {
            await done.TellAsync(new GateAnswered("go", "laura@example", false, "staging is red"));
            await done.TellAsync(new StepFailed("go", new Operations.Failure { Id = "GateDenied", Message = "laura@example said no at the gate 'go': staging is red" }, null, null));
            await done.TellAsync(new RunEnded(RunStatus.Failed, new Operations.Failure { Id = "GateDenied", Message = "laura@example said no at the gate 'go': staging is red", NextAction = "Look at staging, then resume." }));
        }

        foreach (ColorScheme colors in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            foreach (int width in new[] { 1280, 360 })
            {
                IPage page = await stage.SignInAsync(browser, width, colors: colors);
                await page.Locator("tbody tr").First.WaitForAsync();
                await Stage.PictureAsync(page, $"list-{colors}-{width}");
                foreach (string id in new[] { "20261123-130502-gate", "20261123-120502-fail", "20261122-120502-feet", "20261116-130502-past" })
                {
                    await page.GotoAsync($"/#/runs/{id}");
                    await page.Locator(".steps li").First.WaitForAsync();
                    await page.Locator(".log li").First.WaitForAsync();
                    await Stage.PictureAsync(page, $"run-{id[^4..]}-{colors}-{width}");
                }
            }
        }

        stage.Complaints.ShouldBeEmpty();
    }
}
