using System.Management.Automation;
using ServiceGuru.Documents;
using ServiceGuru.Operations;

namespace ServiceGuru.Cmdlets;

/// <summary>
/// A cmdlet whose work runs on tasks. What it writes and asks goes to the pipeline's thread; Ctrl+C and
/// <c>Select-Object -First</c> cancel it.
/// </summary>
public abstract class AsyncCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private OutputPump? _pump;

    /// <summary>Releases what the cmdlet holds; the engine calls it when the pipeline has ended.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The clock.</summary>
    private protected TimeProvider Time { get; } = TimeProvider.System;

    /// <summary>Whether <c>-WhatIf</c> or <c>$WhatIfPreference</c> asks for a plan only.</summary>
    private protected bool PlanOnly => BoundSwitch("WhatIf")
        ?? LanguagePrimitives.IsTrue(SessionState.PSVariable.GetValue("WhatIfPreference"));

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

    /// <summary>Writes an object.</summary>
    private protected void Emit(object value) => Pump.Post(() => WriteObject(value));

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

    /// <summary>Tells of a document with mistakes after which the rest goes on.</summary>
    private protected void EmitError(InvalidDocumentException error) => Pump.Post(() => WriteError(FailureRecord.Of(error)));

    /// <summary>Tells a decision.</summary>
    private protected void EmitVerbose(string text) => Pump.Post(() => WriteVerbose(text));

    /// <summary>Tells what a person should know although nothing failed.</summary>
    private protected void EmitWarning(string text) => Pump.Post(() => WriteWarning(text));

    /// <summary>Does something on the pipeline's thread and gives its result.</summary>
    private protected Task<T> OnPipelineAsync<T>(Func<T> question) => Pump.AskAsync(question);

    /// <summary>Begins to show progress; disposing it takes it off the screen.</summary>
    private protected ProgressDisplay ShowProgress(string activity) => new(activity, record => Pump.Post(() => WriteProgress(record)), Time);

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

    private void Carry(Func<CancellationToken, Task> work)
    {
        using OutputPump pump = new(_stop.Token);
        _pump = pump;
        try
        {
            pump.Run(work);
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
        finally
        {
            _pump = null;
        }
    }
}
