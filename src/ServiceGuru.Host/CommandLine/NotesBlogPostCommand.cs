using System.CommandLine;
using ServiceGuru.ReleaseNotes;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru notes blog-post</c>.</summary>
internal sealed class NotesBlogPostCommand : VerbCommand
{
    private readonly NoteOptions _notes = new();
    private readonly Option<BlogPostForm> _form = new("--form") { Description = "weekly (Week 20 in Packit) or monthly (Packit in May 2026).", HelpName = "weekly|monthly" };
    private readonly Option<string?> _author = new("--author") { Description = "The author's key in the blog's authors.yml. Default: the definition's.", HelpName = "KEY" };
    private readonly Option<string?> _directory = new("--directory") { Description = "The folder of the blog's repository. Default: this one.", HelpName = "DIR" };
    private readonly Option<DateOnly?> _date = new("--date") { Description = "The date that the post carries. Default: today (UTC).", HelpName = "YYYY-MM-DD" };
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replaces a different post in its place, which is kept beside it as .previous." };
    private readonly ChangeOptions _change = new();

    public NotesBlogPostCommand(VerbRunner runner)
        : base("blog-post", "Drafts the blog post of a release from its notes.", runner)
    {
        _notes.AddTo(this);
        Options.Add(_form);
        Options.Add(_author);
        Options.Add(_directory);
        Options.Add(_date);
        Options.Add(_overwrite);
        _change.AddTo(this);
    }

    protected override Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        WriteBlogPostRequest request = new()
        {
            Since = call.Parse.GetValue(_notes.Since),
            Till = call.Parse.GetValue(_notes.Till),
            From = KeyValues.Given(call.Parse.GetValue(_notes.From)),
            To = KeyValues.Given(call.Parse.GetValue(_notes.To)),
            Repositories = _notes.Repositories(call),
            Form = call.Parse.GetValue(_form),
            Author = call.Parse.GetValue(_author),
            Directory = call.Parse.GetValue(_directory),
            Date = call.Parse.GetValue(_date),
            Overwrite = call.Parse.GetValue(_overwrite),
        };
        return ApplyFace.RunAsync(call, _change, "notes/blog-post", request, cancellationToken);
    }
}
