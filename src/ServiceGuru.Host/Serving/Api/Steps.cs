using Microsoft.AspNetCore.Http;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Host.Serving.Api;

/// <summary>Finds the step that a path names.</summary>
internal static class Steps
{
    /// <exception cref="GuruException"><c>StepNotFound</c>.</exception>
    public static StepState Find(RunState run, HttpContext context)
    {
        string? id = (string?)context.Request.RouteValues["step"];
        return run.Steps.Find(step => step.Step.Id == id) ?? throw new GuruException(new Failure
        {
            Id = "StepNotFound",
            Kind = FailureKind.Usage,
            Message = $"Run {run.Id} has no such step.",
            Target = run.Id,
            NextAction = $"Its steps: {string.Join(", ", run.Steps.Select(step => step.Step.Id))}.",
        });
    }
}
