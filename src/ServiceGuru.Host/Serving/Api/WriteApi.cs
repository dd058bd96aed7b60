using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using ServiceGuru.Approvals;
using ServiceGuru.Host.Serving.Access;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sessions;

namespace ServiceGuru.Host.Serving.Api;

/// <summary>The writing half of the API: each call leaves a request in the run's mailbox, in the name of who signed in.</summary>
internal sealed class WriteApi(RecordedRuns runs, GateDesk desk, RunControl control)
{
    private const string Via = "page";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/runs/{run}/gates/{step}/answer", (RequestDelegate)AnswerAsync);
        routes.MapPost("/runs/{run}/steps/{step}/decision", (RequestDelegate)DecideAsync);
        routes.MapPost("/runs/{run}/pause", (RequestDelegate)PauseAsync);
        routes.MapPost("/runs/{run}/continue", (RequestDelegate)ContinueAsync);
        routes.MapPost("/runs/{run}/stop", (RequestDelegate)StopAsync);
        routes.MapPost("/runs/{run}/cancel", (RequestDelegate)CancelAsync);
    }

    // Whether an answer counts, the run itself decides; whoever answered learns it at once where the run is under way.
    private async Task AnswerAsync(HttpContext context)
    {
        AnswerBody body = await Requests.BodyAsync<AnswerBody>(context).ConfigureAwait(false);
        RunState run = await ReadAsync(context).ConfigureAwait(false);
        GateReply reply = new()
        {
            RunId = run.Id,
            Step = Steps.Find(run, context).Step.Id,
            By = By(context),
            Yes = body.Yes,
            Comment = Requests.Text("comment", body.Comment),
            Values = body.Values,
            Opening = body.Opening,
            Via = Via,
        };
        GateReceipt receipt = await desk.AnswerAsync(reply, context.RequestAborted).ConfigureAwait(false);
        await Answers.JsonAsync(context, new { receipt.Answer.By, receipt.Held, Recorded = receipt.Recorded is not null, receipt.Recorded?.Refused }, StatusCodes.Status202Accepted).ConfigureAwait(false);
    }

    private async Task DecideAsync(HttpContext context)
    {
        DecisionBody body = await Requests.BodyAsync<DecisionBody>(context).ConfigureAwait(false);
        FailureChoice choice = body.Choice switch
        {
            "retry" => FailureChoice.Retry,
            "skip" => FailureChoice.Skip,
            "undo" => FailureChoice.Undo,
            "abort" => FailureChoice.Abort,
            _ => throw new GuruException(Requests.Wrong("choice must be retry, skip, undo or abort.")),
        };
        RunState run = await ReadAsync(context).ConfigureAwait(false);
        FailureDecision decision = new(Steps.Find(run, context).Step.Id, By(context), choice, Requests.Text("reason", body.Reason)) { Attempt = body.Attempt };
        await control.DecideAsync(run.Id, decision, context.RequestAborted).ConfigureAwait(false);
        await LeftAsync(context).ConfigureAwait(false);
    }

    private Task PauseAsync(HttpContext context) => SteerAsync(context, control.PauseAsync);

    private Task ContinueAsync(HttpContext context) => SteerAsync(context, (run, by, reason, cancellationToken) => control.ContinueAsync(run, by, cancellationToken));

    private Task StopAsync(HttpContext context) => SteerAsync(context, control.StopAsync);

    private Task CancelAsync(HttpContext context) => SteerAsync(context, control.CancelAsync);

    private async Task SteerAsync(HttpContext context, Func<string, string, string?, CancellationToken, Task> ask)
    {
        ReasonBody body = await Requests.BodyAsync<ReasonBody>(context).ConfigureAwait(false);
        RunState run = await ReadAsync(context).ConfigureAwait(false);
        await ask(run.Id, By(context), Requests.Text("reason", body.Reason), context.RequestAborted).ConfigureAwait(false);
        await LeftAsync(context).ConfigureAwait(false);
    }

    // Only a run that a process works on takes such a request; that process carries it out.
    private static Task LeftAsync(HttpContext context) => Answers.JsonAsync(context, new { By = By(context), Held = true }, StatusCodes.Status202Accepted);

    private Task<RunState> ReadAsync(HttpContext context) => runs.ReadAsync(Requests.RunId(context), context.RequestAborted);

    private static string By(HttpContext context) => context.Features.GetRequiredFeature<Caller>().Name;
}
