using System.Diagnostics;
using System.Security.Cryptography;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;
using Participatory.Access.V1;
using Participatory.Platform.Identity;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;
using Participatory.Platform.Telemetry;

namespace Participatory.Platform.Calls;

/// <summary>
/// Stands in front of every method: finds out who calls, refuses whom the method's statement does not name, and turns
/// failures into statuses. What nobody foresaw becomes INTERNAL with a number to quote, and the log has the rest.
/// </summary>
/// <param name="security">Learns of every call that is refused for who makes it, or how often.</param>
/// <param name="hourly">How often each person has done what a method limits.</param>
public sealed class Guard(
    WhoMayCall whoMayCall, Callers callers, HourlyLimits hourly, ServiceWords words, TimeProvider clock, ILogger<Guard> log,
    SecurityLog security) : Interceptor
{
    /// <summary>How long ago somebody may have shown who they are where a method asks for it.</summary>
    public static readonly TimeSpan Recently = TimeSpan.FromMinutes(15);

    private static readonly object CallerKey = new();

    /// <summary>Who makes this call.</summary>
    public static Caller CallerOf(ServerCallContext context) =>
        context.UserState.TryGetValue(CallerKey, out var caller) ? (Caller)caller : Caller.Nobody;

    /// <summary>By what a sender of files is told from others: who they are, or where nobody is signed in their connection.</summary>
    public static string SenderOf(ServerCallContext context) =>
        CallerOf(context) is { IsSignedIn: true } caller ? caller.Subject : $"connection {Source.MarksIn(context)[0]}";

    /// <inheritdoc/>
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        Guarded(context, () => Again(context, () => continuation(request, context)));

    /// <summary>What has come in pieces is gone: the operation keeps it, and does its transaction again itself.</summary>
    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context,
            ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        Guarded(context, () => continuation(requestStream, context));

    /// <inheritdoc/>
    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
            ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        Guarded(context, () =>
        {
            // What has been sent cannot be taken back; until then the call is as new.
            var writer = new NotedWriter<TResponse>(responseStream);
            return Again(context, () => Done(continuation(request, writer, context)), () => !writer.HasBegun);
        });

    /// <inheritdoc/>
    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
            DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        Guarded(context, () => Done(continuation(requestStream, responseStream, context)));

    private Task<T> Again<T>(ServerCallContext context, Func<Task<T>> call, Func<bool>? mayRepeat = null) => Storage.Again.Run(
        call, context.CancellationToken,
        (failure, attempt) => log.LogInformation(failure, "{Method} is tried again (attempt {Attempt})", context.Method, attempt),
        mayRepeat);

    private static async Task<bool> Done(Task task)
    {
        await task.ConfigureAwait(false);
        return true;
    }

    private async Task<T> Guarded<T>(ServerCallContext context, Func<Task<T>> call)
    {
        var caller = Caller.Nobody;
        try
        {
            caller = await callers.Of(context).ConfigureAwait(false);
            var (perHour, who) = Admit(caller, context);
            context.UserState[CallerKey] = caller;
            var answer = await call().ConfigureAwait(false);
            if (perHour > 0)
            {
                hourly.Count(context.Method, who);
            }

            return answer;
        }
        catch (Refusal refusal)
        {
            Metrics.Refusals.Add(1, new KeyValuePair<string, object?>("reason", refusal.Reason.Name));
            if (refusal.Reason.Status == StatusCode.PermissionDenied || refusal.Reason == Reasons.SignInRanOut
                || refusal.Reason == Reasons.TooManyThisHour)
            {
                security.Count(SecurityLog.Refused, caller.Subject, $"{context.Method} {refusal.Reason.Name}");
            }

            throw Statuses.Of(refusal, words);
        }
        catch (RpcException)
        {
            throw;
        }
        catch (Exception) when (context.CancellationToken.IsCancellationRequested)
        {
            throw Statuses.Of(new Refusal(Reasons.CallerGone), words);
        }
        catch (Exception failure) when (Dialect.IsTransient(failure))
        {
            log.LogWarning(failure, "{Method} met a busy database", context.Method);
            throw Statuses.Of(new Refusal(Reasons.Busy), words);
        }
        catch (Exception failure) when (Dialect.CannotKeep(failure))
        {
            log.LogError(failure, "{Method} could not be kept", context.Method);
            throw Statuses.Of(new Refusal(Reasons.CannotKeep), words);
        }
        catch (Exception failure)
        {
            var number = Activity.Current?.TraceId.ToString() ?? Guid.NewGuid().ToString("N");
            log.LogError(failure, "{Method} failed ({Number})", context.Method, number);
            throw Statuses.Of(new Refusal(Reasons.Unforeseen, [("number", number)]), words);
        }
    }

    /// <summary>
    /// How often the caller may do it within an hour, 0 is as often as they like, and by what they are counted: by who they are, or where
    /// nobody is signed in by the connection that they come from.
    /// </summary>
    private (int PerHour, string Who) Admit(Caller caller, ServerCallContext context)
    {
        var method = context.Method;
        var statement = whoMayCall.Statements.GetValueOrDefault(method);
        if (statement is null || !statement.Allow.Any(caller.Is))
        {
            throw !caller.IsSignedIn && statement?.Allow.Count > 0
                ? new Refusal(Reasons.SignInNeeded)
                : new Refusal(Reasons.NotAllowed);
        }

        if (statement.Recent && !(clock.GetUtcNow() - caller.ProvedAt <= Recently))
        {
            throw new Refusal(Reasons.SignInAgain);
        }

        var perHour = caller.Is(Role.Officer) ? 0 : hourly.MostOf(method, statement.PerHour);
        var who = caller.IsSignedIn ? caller.Subject : Source.MarksIn(context)[0];
        return perHour > 0 && hourly.FullUntil(method, who, perHour) is { } again
            ? throw new Refusal(Reasons.TooManyThisHour, [("max", perHour), ("again", again)])
            : (perHour, who);
    }
}

/// <summary>Knows whether anything has been sent.</summary>
internal sealed class NotedWriter<T>(IServerStreamWriter<T> to) : IServerStreamWriter<T>
{
    public bool HasBegun { get; private set; }

    public WriteOptions? WriteOptions
    {
        get => to.WriteOptions;
        set => to.WriteOptions = value;
    }

    public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

    public Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        HasBegun = true;
        return to.WriteAsync(message, cancellationToken);
    }
}

/// <summary>The statements of every method that a process serves.</summary>
public sealed record WhoMayCall(IReadOnlyDictionary<string, Access.V1.Access> Statements);

/// <summary>
/// The public half of the key of People, read when the first signed call comes: services may start before People has made it.
/// </summary>
/// <param name="path">A PEM file.</param>
/// <param name="gateways">What gateways show; only the service that knows people has it, and elsewhere nobody comes in with one.</param>
public sealed class IdentityKey(string path, GatewaySecret? gateways = null)
{
    private readonly Lock reading = new();
    private ECDsa? key;

    /// <summary>What gateways show; null where nobody comes in with it.</summary>
    internal GatewaySecret? Gateways => gateways;

    /// <summary>The key.</summary>
    /// <exception cref="Refusal">People has not made it yet.</exception>
    public ECDsa Public
    {
        get
        {
            lock (reading)
            {
                return key ??= File.Exists(path)
                    ? SigningKey.LoadFile(path)
                    : throw new Refusal(Reasons.Starting);
            }
        }
    }
}
