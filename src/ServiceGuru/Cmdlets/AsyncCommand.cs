using System.Management.Automation;
using ServiceGuru.Binding;
using ServiceGuru.Connectors.Sessions;
using ServiceGuru.Documents;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Cmdlets;

/// <summary>
/// A cmdlet whose work runs on tasks. What it writes and asks goes to the pipeline's thread; Ctrl+C and
/// <c>Select-Object -First</c> cancel it.
/// </summary>
public abstract class AsyncCommand : PSCmdlet, IDisposable
{
    // Nobody to ask and a ledger that can't be used are so for every item.
    private static readonly HashSet<string> OfWholeCall = new(StringComparer.Ordinal)
    {
        PipelinePrompt.NobodyToConfirm, "InvalidLedger", "LedgerUnreachable", "LedgerAccessDenied", "LedgerDatabaseNotFound", "LedgerTooNew", "LedgerUnsafe",
    };

    private readonly CancellationTokenSource _stop = new();
    private OutputPump? _pump;
    private AsyncScope? _scope;
    private ProgressDisplay? _progress;

    /// <summary>Releases what the cmdlet holds; the engine calls it when the pipeline has ended.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Where relative paths begin: PowerShell's own location, which is not the process's. Only on the pipeline's thread.</summary>
    private protected string CurrentDirectory => SessionState.Path.CurrentFileSystemLocation.ProviderPath;

    /// <summary>Reads what names a file or something that ships: PowerShell's drives and ~ become plain paths.</summary>
    private protected async Task<string?> NamedAsync(string? name) => name is null ? null : await OnPipelineAsync(() => FilePath.OfNamed(SessionState, name)).ConfigureAwait(false);

    /// <summary>The clock.</summary>
    private protected TimeProvider Time { get; } = TimeProvider.System;

    /// <summary>Opens the ledger that <c>$env:SERVICEGURU_LEDGER</c> names, or the journal.</summary>
    private protected async Task<IRunLedger> OpenLedgerAsync() =>
        LedgerChoice.Open(await OnPipelineAsync(() => ModuleSettings.Create(CurrentDirectory)).ConfigureAwait(false) with { Vault = VaultAsync, Time = Time });

    /// <summary>Makes what opens sessions, with PowerShell's vaults and the secrets of this session.</summary>
    private protected async Task<SessionFactory> FactoryAsync() =>
        new(await OnPipelineAsync(() => ModuleSettings.Create(CurrentDirectory)).ConfigureAwait(false) with { Vault = VaultAsync, Time = Time });

    /// <summary>Whether <c>-WhatIf</c> or <c>$WhatIfPreference</c> asks for a plan only.</summary>
    private protected bool PlanOnly => BoundSwitch("WhatIf")
        ?? LanguagePrimitives.IsTrue(SessionState.PSVariable.GetValue("WhatIfPreference"));

    /// <inheritdoc/>
    protected sealed override void BeginProcessing() => OutputTypes.Ensure(InvokeCommand);

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => Carry(ProcessAsync);

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => Carry(EndAsync);

    /// <inheritdoc/>
    protected sealed override void StopProcessing() => _stop.Cancel();

    /// <summary>Handles one input of the pipeline.</summary>
    private protected virtual Task ProcessAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Handles what needs all the input.</summary>
    private protected virtual Task EndAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Tells whether a switch was given, and how; null where it was not.</summary>
    private protected bool? BoundSwitch(string name) =>
        MyInvocation.BoundParameters.TryGetValue(name, out object? value) && value is SwitchParameter given ? given.IsPresent : null;

    /// <summary>
    /// Does the work of one item of several. Its failure is told and the others go on; only what would fail for each of
    /// them ends the call.
    /// </summary>
    /// <param name="item">The item, as the error's target; the failure's own if null.</param>
    /// <param name="work">The work.</param>
    private protected async Task EachAsync(object? item, Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (GuruException error) when (!EndsCall(error.Failure))
        {
            EmitError(error.Failure, item);
        }
        catch (InvalidDocumentException error)
        {
            EmitError(error);
        }
    }

    /// <summary>Whether a failure is so for every item, and thus ends the call.</summary>
    private protected static bool EndsCall(Failure failure) => OfWholeCall.Contains(failure.Id);

    /// <summary>Writes an object.</summary>
    private protected void Emit(object value) => Pump.Post(() => WriteObject(CmdletText.In(value)));

    /// <summary>Writes each object of a list.</summary>
    private protected void EmitEach(IEnumerable<object> values)
    {
        foreach (object value in values)
        {
            Emit(value);
        }
    }

    /// <summary>Tells of a failure after which the rest goes on.</summary>
    private protected void EmitError(Failure failure, object? target = null) => Pump.Post(() => WriteError(FailureRecord.Of(failure, target)));

    /// <summary>Tells of each failure that another one sums up, or of that one itself; of none where there is none.</summary>
    private protected void EmitErrors(Failure? failure)
    {
        foreach (Failure item in failure is { Details.Count: > 0 } ? failure.Details : failure is null ? [] : [failure])
        {
            EmitError(item);
        }
    }

    /// <summary>Tells of a document with mistakes after which the rest goes on.</summary>
    private protected void EmitError(InvalidDocumentException error) => Pump.Post(() => WriteError(FailureRecord.Of(error)));

    /// <summary>Tells a decision.</summary>
    private protected void EmitVerbose(string text) => Pump.Post(() => WriteVerbose(CmdletText.Of(text)));

    /// <summary>Tells what a person should know although nothing failed.</summary>
    private protected void EmitWarning(string text) => Pump.Post(() => WriteWarning(CmdletText.Of(text)));

    /// <summary>Does something on the pipeline's thread and gives its result.</summary>
    private protected Task<T> OnPipelineAsync<T>(Func<T> question) => Pump.AskAsync(question);

    /// <summary>The person at the pipeline.</summary>
    private protected IPrompt Prompt => new PipelinePrompt(this, Pump);

    /// <summary>Begins to show progress; disposing it takes it off the screen.</summary>
    private protected ProgressDisplay ShowProgress(string activity, Action<object>? found = null) =>
        _progress = new(activity, record => Pump.Post(() => WriteProgress(record)), Time, found);

    /// <summary>Has something released when the work at hand has ended.</summary>
    private protected void Release(IAsyncDisposable held) => _scope?.Add(held);

    /// <summary>Releases what the cmdlet holds.</summary>
    /// <param name="disposing">Whether it is disposed, not finalized.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stop.Dispose();
        }
    }

    private OutputPump Pump => _pump ?? throw new InvalidOperationException("Only work that the pump carries can write.");

    private ValueTask<string?> VaultAsync(SecretReference reference, CancellationToken cancellationToken) =>
        new(OnPipelineAsync(() => SecretVault.Read(InvokeCommand, reference)));

    private void Carry(Func<CancellationToken, Task> work)
    {
        using OutputPump pump = new(_stop.Token);
        _pump = pump;
        try
        {
            pump.Run(async cancellationToken =>
            {
                await using AsyncScope scope = new();
                _scope = scope;
                await work(cancellationToken).ConfigureAwait(false);
            });
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (GuruException error)
        {
            ThrowTerminatingError(FailureRecord.Of(error));
        }
        catch (InvalidDocumentException error)
        {
            ThrowTerminatingError(FailureRecord.Of(error));
        }
        catch (Exception error) when (!PipelineSignals.IsStop(error))
        {
            // 'Select-Object -First' has what it wants, and the pipeline goes on: nothing may stay on its screen.
            _progress?.Withdraw(WriteProgress);
            throw;
        }
        finally
        {
            _pump = null;
        }
    }
}
