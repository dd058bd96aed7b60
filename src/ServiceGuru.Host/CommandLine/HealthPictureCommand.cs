using System.CommandLine;
using ServiceGuru.Health;
using ServiceGuru.Host.Console;
using ServiceGuru.Operations;
using ServiceGuru.Sessions;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru health baseline ENV --out FILE</c> and <c>guru health snapshot ENV --out FILE</c>: ask, and keep the answer.</summary>
internal sealed class HealthPictureCommand<TPicture> : VerbCommand
    where TPicture : class
{
    private readonly HealthOptions _options = new();
    private readonly Option<string> _out = new("--out", "-o") { Description = "The file to write; one that is there is replaced.", HelpName = "FILE", Required = true };
    private readonly string _operation;
    private readonly Action<IScreen, TPicture> _view;

    public HealthPictureCommand(string name, string description, string operation, Action<IScreen, TPicture> view, VerbRunner runner)
        : base(name, description, runner)
    {
        _operation = operation;
        _view = view;
        _options.AddTo(this);
        Options.Add(_out);
    }

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        string file = Path.GetFullPath(call.Parse.GetRequiredValue(_out), call.Parts.CurrentDirectory);
        ServiceSession session = await call.OpenAsync(call.Service, cancellationToken).ConfigureAwait(false);
        (TPicture picture, Failure? failure) = await AskFace.WatchAsync(
            call, progress => session.AskAsync<TPicture>(_operation, _options.Picture(call), call.Parts.CurrentDirectory, progress, cancellationToken)).ConfigureAwait(false);
        await HealthDocument.WriteAsync(file, picture, cancellationToken).ConfigureAwait(false);
        return call.Show(
            new { path = file },
            screen =>
            {
                _view(screen, picture);
                screen.Line(new Piece("written to "), new Piece(file, Tone.Strong));
            },
            failure);
    }
}
