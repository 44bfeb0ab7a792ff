using System.Collections;
using System.Collections.Concurrent;
using System.Data.Common;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Participatory.Platform.Storage;

namespace Participatory.Tests.Harness;

/// <summary>
/// Remembers the secrets that a service gives out and takes in a test, whatever the test is about: none of them stands in its database as
/// it is, also not in what is kept to repeat an answer.
/// </summary>
public sealed class SecretsGiven : Interceptor
{
    // A sign-in code has six digits, which may well stand somewhere by chance; People's own tests say where it is kept.
    private const int Shortest = 12;

    // The first of many codes are as good as all of them.
    private const int Most = 40;

    private static readonly HashSet<string> Names =
        new(StringComparer.Ordinal) { "card", "code", "host_code", "secret", "session_secret", "session_secret_before" };

    /// <summary>Why money went, and which area: names that everybody may read.</summary>
    private static readonly HashSet<string> Public = new(StringComparer.Ordinal) { "Transfer.code", "Area.code" };

    private readonly ConcurrentDictionary<string, string> seen = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context,
        AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        ArgumentNullException.ThrowIfNull(continuation);
        Note(request as IMessage);
        var call = continuation(request, context);
        return new AsyncUnaryCall<TResponse>(
            Answered(call.ResponseAsync), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    /// <inheritdoc/>
    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context,
        AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        ArgumentNullException.ThrowIfNull(continuation);
        Note(request as IMessage);
        var call = continuation(request, context);
        return new AsyncServerStreamingCall<TResponse>(
            new Heard<TResponse>(call.ResponseStream, this), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    /// <inheritdoc/>
    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        ArgumentNullException.ThrowIfNull(continuation);
        var call = continuation(context);
        return new AsyncClientStreamingCall<TRequest, TResponse>(
            new Said<TRequest>(call.RequestStream, this), Answered(call.ResponseAsync), call.ResponseHeadersAsync, call.GetStatus,
            call.GetTrailers, call.Dispose);
    }

    private async Task<TResponse> Answered<TResponse>(Task<TResponse> answer)
    {
        var message = await answer.ConfigureAwait(false);
        Note(message as IMessage);
        return message;
    }

    /// <summary>The first of them that is kept, as a sentence.</summary>
    public async Task<string?> Kept(Database database)
    {
        if (seen.IsEmpty)
        {
            return null;
        }

        try
        {
            return (from cell in await Cell.AllOf(database).ConfigureAwait(false)
                    let text = cell.Text
                    from secret in seen
                    where text.Contains(secret.Key, StringComparison.OrdinalIgnoreCase)
                    select $"The {secret.Value} stands in {cell.Table}.{cell.Column} as it is.").FirstOrDefault();
        }
        catch (DbException)
        {
            // The test has taken its database away.
            return null;
        }
    }

    private void Note(IMessage? message)
    {
        foreach (var field in message?.Descriptor.Fields.InDeclarationOrder() ?? [])
        {
            foreach (var value in Values(field, message!))
            {
                if (value is IMessage nested)
                {
                    Note(nested);
                }
                else if (Names.Contains(field.Name) && !Public.Contains($"{message!.Descriptor.Name}.{field.Name}") && seen.Count < Most)
                {
                    var text = value is ByteString bytes ? Convert.ToHexString(bytes.Span) : value as string ?? "";
                    if (text.Length >= Shortest)
                    {
                        seen[text] = $"{field.Name} of {message!.Descriptor.Name}";
                        seen[text.Replace("-", "", StringComparison.Ordinal)] = $"{field.Name} of {message.Descriptor.Name}";
                    }
                }
            }
        }
    }

    private static IEnumerable<object?> Values(FieldDescriptor field, IMessage message) => field.Accessor.GetValue(message) switch
    {
        IDictionary map => map.Values.Cast<object?>(),
        IList list => list.Cast<object?>(),
        var one => [one],
    };

    private sealed class Heard<T>(IAsyncStreamReader<T> pieces, SecretsGiven secrets) : IAsyncStreamReader<T>
    {
        public T Current => pieces.Current;

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            var more = await pieces.MoveNext(cancellationToken).ConfigureAwait(false);
            secrets.Note(more ? pieces.Current as IMessage : null);
            return more;
        }
    }

    private sealed class Said<T>(IClientStreamWriter<T> pieces, SecretsGiven secrets) : IClientStreamWriter<T>
    {
        public WriteOptions? WriteOptions
        {
            get => pieces.WriteOptions;
            set => pieces.WriteOptions = value;
        }

        public Task WriteAsync(T message)
        {
            secrets.Note(message as IMessage);
            return pieces.WriteAsync(message);
        }

        public Task WriteAsync(T message, CancellationToken cancellationToken)
        {
            secrets.Note(message as IMessage);
            return pieces.WriteAsync(message, cancellationToken);
        }

        public Task CompleteAsync() => pieces.CompleteAsync();
    }
}
