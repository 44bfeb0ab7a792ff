using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Participatory.Tests.Service.AtTheDoor.Languages;

/// <summary>Remembers every text that comes in with a request: it is somebody's words, a name or data, and nothing that we say.</summary>
internal sealed class Heard : Interceptor
{
    private readonly ConcurrentDictionary<string, bool> texts = new(StringComparer.Ordinal);
    private string[] longestFirst = [];
    private int counted;

    public void Add(params IEnumerable<string> more)
    {
        foreach (var text in more.Where(text => text.Any(char.IsLetter)))
        {
            texts[string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))] = true;
        }
    }

    /// <param name="text">With each run of white space as one space.</param>
    public bool Knows(string text) => texts.ContainsKey(text);

    /// <summary>The text without whatever in it was heard.</summary>
    public string Without(string text)
    {
        if (longestFirst.Length == 0 || texts.Count != counted)
        {
            counted = texts.Count;
            longestFirst = [.. texts.Keys.Where(words => words.Length > 2).OrderByDescending(words => words.Length)];
        }

        return longestFirst.Aggregate(text, (left, words) => left.Replace(words, " ", StringComparison.Ordinal));
    }

    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        Add(In((IMessage)request));
        return continuation(request, context);
    }

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requests, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        continuation(new Listening<TRequest>(requests, this), context);

    private static IEnumerable<string> In(IMessage message) => message.Descriptor.Fields.InDeclarationOrder().SelectMany(field =>
    {
        var value = field.Accessor.GetValue(message);
        var values = field.IsRepeated && !field.IsMap ? ((System.Collections.IEnumerable)value).Cast<object>() : [value];
        return field.FieldType switch
        {
            FieldType.String => values.Cast<string>(),
            FieldType.Message when !field.IsMap => values.Where(one => one is not null).SelectMany(one => In((IMessage)one)),
            _ => [],
        };
    });

    private sealed class Listening<T>(IAsyncStreamReader<T> requests, Heard heard) : IAsyncStreamReader<T>
    {
        public T Current => requests.Current;

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            var more = await requests.MoveNext(cancellationToken);
            heard.Add(more ? In((IMessage)requests.Current!) : []);
            return more;
        }
    }
}
