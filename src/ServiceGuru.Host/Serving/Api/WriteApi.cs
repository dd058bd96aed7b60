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

namespace ServiceGuru.Host.Serving.Api;

/// <summary>The writing half of the API: each call leaves a request in the run's mailbox, in the name of who signed in.</summary>
internal sealed class WriteApi(IRunLedger ledger, RecordedRuns runs, GateDesk desk)
{
    private const string Via = "page";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/runs/{run}/gates/{step}/answer", (RequestDelegate)AnswerAsync);
        routes.MapPost("/runs/{run}/steps/{step}/decision", (RequestDelegate)DecideAsync);
        routes.MapPost("/runs/{run}/pause", Steer((by, reason) => new PauseRequest(by, reason)));
        routes.MapPost("/runs/{run}/continue", Steer((by, _) => new ContinueRequest(by)));
        routes.MapPost("/runs/{run}/stop", Steer((by, reason) => new StopRequest(by, reason)));
        routes.MapPost("/runs/{run}/cancel", Steer((by, reason) => new CancelRequest(by, reason)));
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
        FailureDecision decision = new(Steps.Find(run, context).Step.Id, By(context), choice, Requests.Text("reason", body.Reason));
        RequestRules.Check(run, decision);
        await PostAsync(context, run, decision).ConfigureAwait(false);
    }

    private RequestDelegate Steer(Func<string, string?, RunRequest> make) => async context =>
    {
        ReasonBody body = await Requests.BodyAsync<ReasonBody>(context).ConfigureAwait(false);
        RunState run = await ReadAsync(context).ConfigureAwait(false);
        RunRequest request = make(By(context), Requests.Text("reason", body.Reason));
        RequestRules.Check(run, request);
        await PostAsync(context, run, request).ConfigureAwait(false);
    };

    // The writer of the run carries it out; whether there is one now, whoever asked wants to know.
    private async Task PostAsync(HttpContext context, RunState run, RunRequest request)
    {
        await ledger.PostAsync(run.Id, request, context.RequestAborted).ConfigureAwait(false);
        bool held = await ledger.IsHeldAsync(run.Id, context.RequestAborted).ConfigureAwait(false);
        await Answers.JsonAsync(context, new { request.By, Held = held }, StatusCodes.Status202Accepted).ConfigureAwait(false);
    }

    private Task<RunState> ReadAsync(HttpContext context) => runs.ReadAsync(Requests.RunId(context), context.RequestAborted);

    private static string By(HttpContext context) => context.Features.GetRequiredFeature<Caller>().Name;
}
