using Grpc.Core;
using Participatory.Words;

namespace Participatory.Platform.Calls;

/// <summary>
/// One entry of a service's catalogue of failures: its gRPC status and its name for programs. What it says to people stands
/// under its name in services/Words, in Refusals.(Service).resx or Refusals.Platform.resx.
/// </summary>
/// <param name="Name">Upper case with underscores, unique in its catalogue.</param>
/// <param name="Case">Where several reasons are cases of one that programs know: its name; a program then sees that one, a person the
/// sentence of this one.</param>
public sealed record Reason(StatusCode Status, string Name, string? Case = null)
{
    /// <summary>What programs see.</summary>
    public string Code => Case ?? Name;
}

/// <summary>A field at fault, as a service finds it.</summary>
/// <param name="Field">Its path in the request, for example "round.dates.balloting_from".</param>
/// <param name="Reason">What is wrong with it.</param>
/// <param name="Values">What the sentence of the reason names.</param>
public sealed record Fault(string Field, Reason Reason, IReadOnlyList<Value> Values);

/// <summary>A field at fault, as a caller is told.</summary>
/// <param name="Name">Its path in the request, for example "round.dates.balloting_from".</param>
/// <param name="Sentence">What to do about it.</param>
public sealed record FieldFault(string Name, string Sentence);

/// <summary>
/// A call is refused: with one reason, the values that its sentence names and the fields at fault. The sentence is made where
/// the reader's language is known. It travels as google.rpc.Status with ErrorInfo and BadRequest; <see cref="Statuses"/> says how.
/// </summary>
/// <example><c>throw new Refusal(GrantsReasons.NotEnoughMoney, [("fund", fund.Name), ("balance", new Amount(balance, "GBP"))], field:
/// "release.lines")</c></example>
public sealed class Refusal : Exception
{
    /// <summary>A refusal with at most one field at fault, for which the sentence says what to do.</summary>
    public Refusal(Reason reason, IReadOnlyList<Value>? values = null, string? field = null)
        : this(reason, values ?? [], field is null ? [] : [new Fault(field, reason, values ?? [])])
    {
    }

    /// <summary>A refusal with any number of fields at fault.</summary>
    public Refusal(Reason reason, IReadOnlyList<Value> values, IReadOnlyList<Fault> fields)
        : base(reason.Name)
    {
        Reason = reason;
        Values = values;
        Fields = fields;
    }

    /// <summary>Which entry of the catalogue.</summary>
    public Reason Reason { get; }

    /// <summary>What the sentence of the reason names.</summary>
    public IReadOnlyList<Value> Values { get; }

    /// <summary>The fields at fault; may be empty.</summary>
    public IReadOnlyList<Fault> Fields { get; }

    /// <summary>The request itself is at fault, at one field.</summary>
    public static Refusal At(string field, Reason reason, params IReadOnlyList<Value> values) =>
        new(Reasons.InvalidRequest, [], [new Fault(field, reason, values)]);
}
