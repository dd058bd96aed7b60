using System.Collections;
using System.Management.Automation;
using ServiceGuru.Binding;
using ServiceGuru.Branches;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Operations;
using ServiceGuru.ReleaseNotes;
using ServiceGuru.Sessions;

namespace ServiceGuru.Commands;

/// <summary>Drafts the blog post of a release from the release notes.</summary>
[Cmdlet(VerbsCommon.New, "ReleaseBlogPost", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(BlogPost))]
public sealed class NewReleaseBlogPostCommand : ChangeCommand
{
    private readonly Dictionary<string, string> _from = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _to = new(StringComparer.Ordinal);

    /// <summary>The repositories; all whose notes are told if absent.</summary>
    [Parameter(Position = 0)]
    [RepositoryName]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string[]? Repository { get; set; }

    /// <summary>weekly ("Week 20 in Packit") or monthly ("Packit in May 2026").</summary>
    [Parameter]
    public BlogPostForm Form { get; set; }

    /// <summary>The first day (UTC); six days before the last one if absent, for a monthly post the first of the month.</summary>
    [Parameter]
    public DateTime? Since { get; set; }

    /// <summary>The last day (UTC), inclusive; today if absent.</summary>
    [Parameter]
    public DateTime? Till { get; set; }

    /// <summary>The commit before, by repository; instead of days.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? From { get; set; }

    /// <summary>The last commit, by repository; the head of the source branch where absent.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? To { get; set; }

    /// <summary>A move of Move-StableBranch -PassThru: the notes come from exactly its commits.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    public BranchMove? Move { get; set; }

    /// <summary>The author's key; the definition's blog.author if absent.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Author { get; set; }

    /// <summary>The folder of the blog's repository; the current one if absent.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Directory { get; set; }

    /// <summary>The date that the post carries; today (UTC) if absent.</summary>
    [Parameter]
    public DateTime? Date { get; set; }

    /// <summary>Replaces a different post in the file's place, which is kept beside it.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override bool AllowsDestruction => Force;

    private protected override Task ProcessAsync(CancellationToken cancellationToken)
    {
        if (Move is { From: { } from, To: { } to })
        {
            _from[Move.Repository] = from;
            _to[Move.Repository] = to;
        }

        return Task.CompletedTask;
    }

    private protected override async Task EndAsync(CancellationToken cancellationToken)
    {
        if (MyInvocation.ExpectingInput && _from.Count == 0)
        {
            return;
        }

        ServiceSession session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        WriteBlogPostRequest request = new()
        {
            Repositories = Repository,
            Form = Form,
            Since = Day.Of(Since),
            Till = Day.Of(Till),
            From = _from.Count > 0 ? _from : TextTable.Of(From),
            To = _to.Count > 0 ? _to : TextTable.Of(To),
            Author = Author,
            Directory = Directory is null ? null : await OnPipelineAsync(() => GetUnresolvedProviderPathFromPSPath(Directory)).ConfigureAwait(false),
            Date = Day.Of(Date),
            Overwrite = Force,
        };
        BlogPost? post = await CarryOutAsync<BlogPost>(session, "notes/blog-post", request, "Write blog post", cancellationToken).ConfigureAwait(false);
        if (post is null)
        {
            return;
        }

        foreach (Failure problem in post.Problems)
        {
            EmitWarning(problem.ToString());
        }

        foreach (LintFinding finding in post.Findings)
        {
            EmitWarning($"{post.RepositoryPath}:{finding}");
        }

        // One that could not be written, or that a person declined, is none for the next cmdlet.
        if (!PlanOnly && File.Exists(post.Path) && await File.ReadAllTextAsync(post.Path, cancellationToken).ConfigureAwait(false) == post.Markdown)
        {
            Emit(post);
        }
    }
}
