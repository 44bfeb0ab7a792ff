using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Participatory.Platform.Storage;
using Xunit;

namespace Participatory.Tests.Harness.Walks;

/// <summary>Somebody who reads whatever a service answers.</summary>
/// <param name="Who">As <see cref="Readers"/> names them.</param>
/// <param name="Knows">What they put into fields of requests, by the names of the fields; each alone and with the others.</param>
public sealed record Asker(string Who, CallInvoker Calls, IReadOnlyDictionary<string, string[]> Knows);

/// <summary>
/// Asks every method of a service that only reads, with everything that is known, as everybody, and keeps what they were answered. A
/// method is found by itself; one whose fields the walk cannot fill in, or which answers nobody, fails with its name.
/// </summary>
public static class ReadingWalk
{
    private static readonly Sql SelectEvents = new("SELECT type, body FROM outbox ORDER BY sequence");

    /// <summary>A method that changes something takes a request id.</summary>
    public static IEnumerable<MethodDescriptor> Reads(ServiceDescriptor contract) =>
        contract.Methods.Where(method => method.InputType.FindFieldByName("request_id") is null);

    /// <summary>Walks.</summary>
    /// <param name="silent">Methods that answer nobody here; the test says why.</param>
    /// <returns>What was read.</returns>
    public static async Task<List<Reading>> Past(
        ServiceDescriptor contract, IReadOnlyCollection<Asker> everybody, params string[] silent)
    {
        var methods = Reads(contract).ToList();
        var heard = await Task.WhenAll(everybody.Select(asker => Task.Run(() => All(methods, asker))));
        foreach (var method in methods)
        {
            var answers = heard.SelectMany(all => all).Where(one => one.Reading.Where == method.Name).ToList();
            Assert.True(
                answers.Any(one => one.Refused is null) != silent.Contains(method.Name),
                $"{method.Name} answers {(silent.Contains(method.Name) ? "somebody" : "nobody")}: "
                    + string.Join(' ', answers.Select(one => one.Refused).Distinct()));
        }

        return [.. heard.SelectMany(all => all).Where(one => one.Refused is null).Select(one => one.Reading)];
    }

    private static async Task<List<(Reading Reading, string? Refused)>> All(IReadOnlyList<MethodDescriptor> methods, Asker asker)
    {
        List<(Reading, string?)> all = [];
        foreach (var (method, request) in methods.SelectMany(method => Requests(method, asker).Select(request => (method, request))))
        {
            var (answers, failure) = await AnyCall.Hear(asker.Calls, method, request);
            Assert.False(
                failure?.StatusCode is StatusCode.Internal or StatusCode.Unknown, $"{method.Name} breaks: {failure?.Status.Detail}");
            all.Add((new(asker.Who, method.Name, Text(answers)), failure?.Status.Detail));
        }

        return all;
    }

    /// <summary>What the service says to others, each message as one reading.</summary>
    public static async Task<IReadOnlyList<Reading>> Events(Database database)
    {
        await using var session = await database.Read(CancellationToken.None);
        return [.. (await session.Many<EventRow>(SelectEvents)).Select(row => new Reading(Readers.Event, row.Type, row.Body))];
    }

    /// <summary>Everything that a database keeps, each cell as one reading; files by their sum, as in <see cref="SumOf"/>.</summary>
    public static async Task<IReadOnlyList<Reading>> Tables(Database database) => [.. (await Cell.AllOf(database)).Select(cell =>
        new Reading(Readers.Database, $"{cell.Table}.{cell.Column}",
            cell.Value is byte[] bytes ? $"{SumOf(bytes)} {cell.Text}" : cell.Text))];

    /// <summary>What stands for a file in readings.</summary>
    public static string SumOf(ReadOnlySpan<byte> file) => Convert.ToHexString(SHA256.HashData(file));

    private static List<IMessage> Requests(MethodDescriptor method, Asker asker)
    {
        IEnumerable<IMessage> requests = [(IMessage)Activator.CreateInstance(method.InputType.ClrType)!];
        foreach (var field in method.InputType.Fields.InDeclarationOrder())
        {
            var values = Values(method, field, asker.Knows).ToList();
            requests = values.Count == 0 ? requests : requests.SelectMany(request => values.Select(value =>
            {
                var copy = method.InputType.Parser.ParseFrom(request.ToByteArray());
                field.Accessor.SetValue(copy, value);
                return (IMessage)copy;
            }));
        }

        return [.. requests];
    }

    /// <summary>What is put into a field; nothing leaves it as it is, which asks for all.</summary>
    private static IEnumerable<object> Values(
        MethodDescriptor method, FieldDescriptor field, IReadOnlyDictionary<string, string[]> knows) =>
        field switch
        {
            // A priority, a topic or a filter only narrows a list, which is read whole.
            { IsRepeated: true } or { Name: "page_token" or "priority_id" or "topic_id" }
                or { Name: "filter" or "near" or "box", FieldType: FieldType.Message } => [],
            // Nor does a search over all rounds find more by a phase or in another order.
            { Name: "phase" or "order" } when method.Name == "ListFoundEverywhere" => [],
            // The first one; there is one in most scenes.
            { Name: "photo_id" } when method.Name == "GetProposalPhoto" => [],
            // So does a group, and a search of stories; what they find is read one by one as well.
            { Name: "group_id" } when method.Name == "ListGroupProposals" => ["group-of-nobody"],
            { Name: "group_id" } when method.Service.Name is "ProposalsService" or "GrantsService" => [],
            { Name: "search" } when method.Name == "ListStories" => [],
            // What somebody is about to send is compared with what others wrote.
            { Name: "title" or "words" } when method.Name == "GetSimilarProposals" =>
                knows.TryGetValue("search", out var sought) ? sought : [],
            // The most that there is on a page; scenes are smaller.
            { Name: "page_size" } => [100],
            { Name: "voices_each" } => [10],
            // However they are shuffled, they are the same.
            { Name: "seed" } => [7L],
            { FieldType: FieldType.Bool } => [false, true],
            { FieldType: FieldType.Enum } => field.EnumType.Values.Select(value => (object)value.Number),
            { FieldType: FieldType.String } when knows.TryGetValue(field.Name, out var values) => values.Prepend("").Distinct(),
            { FieldType: FieldType.Bytes } when knows.TryGetValue(field.Name, out var values) => values.Select(ByteString.CopyFromUtf8),
            _ => throw new NotSupportedException($"The walk does not know what to put into {field.Name} of {method.Name}."),
        };

    private static string Text(IReadOnlyList<IMessage> answers)
    {
        var files = answers.SelectMany(answer => answer.Descriptor.Fields.InDeclarationOrder()
            .Where(field => field is { FieldType: FieldType.Bytes, IsRepeated: false })
            .Select(field => (ByteString)field.Accessor.GetValue(answer))).SelectMany(piece => piece.ToByteArray()).ToArray();
        return string.Join('\n', answers.Select(answer => JsonFormatter.Default.Format(answer)))
            + (files.Length > 0 ? $"\n{SumOf(files)}\n{Encoding.UTF8.GetString(files)}" : "");
    }

    private sealed record EventRow
    {
        public string Type { get; init; } = "";
        public string Body { get; init; } = "";
    }
}
