using ServiceGuru.Operations;

namespace ServiceGuru.ReleaseNotes;

/// <summary>Checks a post by the team's rules: what would break the site, and what users would not understand or need.</summary>
public sealed class LintPost : Operation<LintPostRequest, LintReport>
{
    /// <inheritdoc/>
    public override string Id => "notes/lint";

    /// <inheritdoc/>
    public override string Summary => "Checks a blog post for what breaks the site and for what users would not understand.";

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Query;

    /// <inheritdoc/>
    public override Task<Plan> PlanAsync(LintPostRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new Plan { Operation = Id, Notes = [new PlanNote(request.Path, "is checked")] });

    /// <inheritdoc/>
    public override async Task<Conclusion> ConcludeAsync(LintPostRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken)
    {
        string path = Path.GetFullPath(Path.Combine(context.WorkingDirectory, request.Path));
        string text = await new PostFile(path).ReadTextAsync(cancellationToken).ConfigureAwait(false) ?? throw new GuruException(PostFailures.Missing(path));
        LintReport report = new() { Path = path, Findings = PostLinter.Of(context.Service).Check(text) };
        return new Conclusion(report, report.Errors == 0 ? null : PostFailures.HasErrors(path, report.Findings));
    }
}
