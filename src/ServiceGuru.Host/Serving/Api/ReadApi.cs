using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceGuru.Host.Serving.Live;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Host.Serving.Api;

/// <summary>The reading half of the API.</summary>
internal sealed class ReadApi(IRunLedger ledger, RecordedRuns runs, TimeProvider time)
{
    private const int MostRuns = 100;

    private const int MostEvents = 1000;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/runs", (RequestDelegate)ListAsync);
        routes.MapGet("/runs/{run}", (RequestDelegate)RunAsync);
        routes.MapGet("/runs/{run}/events", (RequestDelegate)EventsAsync);
        routes.MapGet("/runs/{run}/progress", (RequestDelegate)ProgressAsync);
        routes.MapGet("/runs/{run}/plan", (RequestDelegate)PlanAsync);
        routes.MapGet("/runs/{run}/steps/{step}", (RequestDelegate)StepAsync);
    }

    private async Task ListAsync(HttpContext context)
    {
        Requests.OnlyQuery(context, "after", "limit", "status", "runbook");
        string? after = context.Request.Query["after"];
        string? status = context.Request.Query["status"];
        string? runbook = context.Request.Query["runbook"];
        if (after is not null && !RunIds.IsValid(after))
        {
            throw new GuruException(Requests.Wrong("after must be a run's id."));
        }

        if (status is not null && !LiveStatus.All.Contains(status))
        {
            throw new GuruException(Requests.Wrong($"status must be one of {string.Join(", ", LiveStatus.All)}."));
        }

        int limit = (int)Requests.Number(context, "limit", 25, 1, MostRuns);
        (IReadOnlyList<RunListItem> found, string? next) = await runs.ListAsync(
            after,
            limit,
            item => (status is null || item.Status == status) && (string.IsNullOrEmpty(runbook) || item.Runbook?.Contains(runbook, StringComparison.OrdinalIgnoreCase) == true),
            context.RequestAborted).ConfigureAwait(false);
        await Answers.JsonAsync(context, new { Runs = found, Next = next }).ConfigureAwait(false);
    }

    private async Task RunAsync(HttpContext context)
    {
        Requests.NoQuery(context);
        RunState run = await ReadAsync(context).ConfigureAwait(false);
        bool held = await runs.IsHeldAsync(run, context.RequestAborted).ConfigureAwait(false);
        await Answers.JsonAsync(context, RunSnapshot.Of(run, held, time.GetUtcNow())).ConfigureAwait(false);
    }

    private async Task EventsAsync(HttpContext context)
    {
        Requests.OnlyQuery(context, "since", "limit");
        long since = Requests.Number(context, "since", 0, 0, long.MaxValue);
        int limit = (int)Requests.Number(context, "limit", 200, 1, MostEvents);
        RunState run = await ReadAsync(context).ConfigureAwait(false);
        IReadOnlyList<LedgerRecord> records = await ledger.ReadAsync(run.Id, context.RequestAborted).ConfigureAwait(false);
        List<RunLine> page = [.. RunLine.Of(run.Id, records).Where(line => line.Sequence > since).Take(limit)];
        await Answers.JsonAsync(context, new { Events = page, Next = page.Count > 0 && page[^1].Sequence < records[^1].Sequence ? page[^1].Sequence : (long?)null }).ConfigureAwait(false);
    }

    private async Task ProgressAsync(HttpContext context)
    {
        Requests.NoQuery(context);
        RunState run = await ReadAsync(context).ConfigureAwait(false);
        await Answers.JsonAsync(context, new { Lines = await ledger.ReadProgressAsync(run.Id, context.RequestAborted).ConfigureAwait(false) }).ConfigureAwait(false);
    }

    private async Task PlanAsync(HttpContext context)
    {
        Requests.NoQuery(context);
        RunState run = await ReadAsync(context).ConfigureAwait(false);
        await Answers.JsonAsync(context, new { run.Created.PlanHash, Steps = run.Steps.Select(PlannedStep.Of).ToList() }).ConfigureAwait(false);
    }

    private async Task StepAsync(HttpContext context)
    {
        Requests.NoQuery(context);
        RunState run = await ReadAsync(context).ConfigureAwait(false);
        await Answers.JsonAsync(context, StepDetail.Of(run, Steps.Find(run, context))).ConfigureAwait(false);
    }

    private Task<RunState> ReadAsync(HttpContext context) => runs.ReadAsync(Requests.RunId(context), context.RequestAborted);
}
