using Grpc.Core;

namespace Participatory.Platform.Calls;

/// <summary>One entry of a service's catalogue of failures: its gRPC status and its name for programs.</summary>
/// <param name="Name">Upper case with underscores, unique in its catalogue.</param>
public sealed record Reason(StatusCode Status, string Name);

/// <summary>A field at fault.</summary>
/// <param name="Name">Its path in the request, for example "round.dates.balloting_from".</param>
/// <param name="Sentence">What to do about it.</param>
public sealed record FieldFault(string Name, string Sentence);

/// <summary>
/// A call is refused: with one reason, a sentence that a person can act on and the fields at fault. It travels as
/// google.rpc.Status with ErrorInfo and BadRequest.
/// </summary>
public sealed class Refusal(Reason reason, string sentence, IReadOnlyList<FieldFault> fields) : Exception(sentence)
{
    /// <summary>A refusal with at most one field at fault, for which the sentence says what to do.</summary>
    public Refusal(Reason reason, string sentence, string? field = null)
        : this(reason, sentence, field is null ? [] : [new FieldFault(field, sentence)])
    {
    }

    /// <summary>Which entry of the catalogue.</summary>
    public Reason Reason { get; } = reason;

    /// <summary>The fields at fault; may be empty.</summary>
    public IReadOnlyList<FieldFault> Fields { get; } = fields;
}

/// <summary>What every service may answer.</summary>
public static class Reasons
{
    /// <summary>Something in the request is not as it should be; the fields say what.</summary>
    public static readonly Reason InvalidRequest = new(StatusCode.InvalidArgument, "INVALID_REQUEST");

    /// <summary>The request id was used for another request.</summary>
    public static readonly Reason RequestIdReused = new(StatusCode.InvalidArgument, "REQUEST_ID_REUSED");

    /// <summary>Nobody is signed in, or the identity has run out.</summary>
    public static readonly Reason SignInNeeded = new(StatusCode.Unauthenticated, "SIGN_IN_NEEDED");

    /// <summary>This caller may not do this.</summary>
    public static readonly Reason NotAllowed = new(StatusCode.PermissionDenied, "NOT_ALLOWED");

    /// <summary>The process has not got everything that it needs yet.</summary>
    public static readonly Reason Starting = new(StatusCode.Unavailable, "STARTING");

    /// <summary>The message broker does not answer.</summary>
    public static readonly Reason BrokerAway = new(StatusCode.Unavailable, "BROKER_AWAY");

    /// <summary>No such message waits for a person.</summary>
    public static readonly Reason MessageNotParked = new(StatusCode.NotFound, "MESSAGE_NOT_PARKED");
}
