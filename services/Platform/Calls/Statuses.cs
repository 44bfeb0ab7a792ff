using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Participatory.Words;
using Status = Grpc.Core.Status;

namespace Participatory.Platform.Calls;

/// <summary>What a service needs to say its refusals to programs in English.</summary>
/// <param name="Domain">"participatory.voting": whose reasons they are.</param>
/// <param name="Say">With the council's time zone.</param>
public sealed record ServiceWords(string Domain, Say Say)
{
    /// <summary>The domain of a gRPC service: its package without the version.</summary>
    public static string DomainOf(string package) =>
        package.LastIndexOf(".v", StringComparison.Ordinal) is var end and > 0 ? package[..end] : package;
}

/// <summary>
/// How refusals travel: google.rpc.Status with an ErrorInfo (reason, domain, values as metadata) and a BadRequest whose
/// violations name their reasons. The values of violation 2 are metadata whose keys begin with "f2-"; what is not there is among
/// the values of the refusal. The message and the descriptions are English, for programs; <see cref="InWordsOf"/> makes them anew.
/// </summary>
public static class Statuses
{
    private const string Trailer = "grpc-status-details-bin";

    /// <summary>
    /// The name of the reason whose sentence it is, where programs see a wider one. No value of a sentence has a hyphen in its name.
    /// </summary>
    private const string SaidAs = "said-as";

    /// <summary>The status of a refusal.</summary>
    public static RpcException Of(Refusal refusal, ServiceWords words)
    {
        var info = new ErrorInfo { Reason = refusal.Reason.Code, Domain = words.Domain };
        foreach (var value in refusal.Values)
        {
            info.Metadata[value.Name] = value.Text;
        }

        if (refusal.Reason.Case is not null)
        {
            info.Metadata[SaidAs] = refusal.Reason.Name;
        }

        var faults = new BadRequest();
        foreach (var (at, fault) in refusal.Fields.Index())
        {
            faults.FieldViolations.Add(new BadRequest.Types.FieldViolation
            {
                Field = fault.Field, Reason = fault.Reason.Name,
            });
            foreach (var value in ReferenceEquals(fault.Values, refusal.Values) ? [] : fault.Values)
            {
                info.Metadata[KeyOf(at, value.Name)] = value.Text;
            }
        }

        using (Language.English())
        {
            return Said(info, faults, refusal.Reason.Name, refusal.Reason.Status, words.Say);
        }
    }

    /// <summary>The same failure with its sentences in the language of the thread; English stays where we have no words for it.</summary>
    public static RpcException InWordsOf(RpcException failure, Say say)
    {
        if (failure.Detail<ErrorInfo>() is not { } info)
        {
            return failure;
        }

        var faults = failure.Detail<BadRequest>() ?? new BadRequest();
        return Said(info, faults, failure.Status.Detail, failure.StatusCode, say);
    }

    /// <summary>The fields at fault that a service named; empty where it named none.</summary>
    public static IReadOnlyList<FieldFault> FieldFaults(this RpcException failure) =>
        failure.Detail<BadRequest>()?.FieldViolations.Select(fault => new FieldFault(fault.Field, fault.Description)).ToList() ?? [];

    /// <summary>The reason that a service gave, or empty.</summary>
    public static string Reason(this RpcException failure) => failure.Detail<ErrorInfo>()?.Reason ?? "";

    private static RpcException Said(ErrorInfo info, BadRequest faults, string otherwise, StatusCode code, Say say)
    {
        foreach (var (at, fault) in faults.FieldViolations.Index())
        {
            var prefix = KeyOf(at, "");
            var values = info.Metadata.ToDictionary(StringComparer.Ordinal);
            foreach (var (key, value) in info.Metadata.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)))
            {
                values[key[prefix.Length..]] = value;
            }

            fault.Description = RefusalWords.Say(info.Domain, fault.Reason, values, say)
                ?? (fault.Description.Length > 0 ? fault.Description : fault.Reason);
        }

        // Where one field is at fault its sentence says what to do; "look at these points" would say less.
        var sentence = info.Reason == Reasons.InvalidRequest.Name && faults.FieldViolations.Count == 1 ? faults.FieldViolations[0].Description
            : RefusalWords.Say(info.Domain, info.Metadata.TryGetValue(SaidAs, out var name) ? name
                : info.Reason, info.Metadata.ToDictionary(StringComparer.Ordinal), say) ?? otherwise;
        var status = new Google.Rpc.Status { Code = (int)code, Message = sentence, Details = { Any.Pack(info) } };
        if (faults.FieldViolations.Count > 0)
        {
            status.Details.Add(Any.Pack(faults));
        }

        return new RpcException(new Status(code, sentence), new Metadata { { Trailer, status.ToByteArray() } });
    }

    private static string KeyOf(int at, string name) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"f{at}-{name}");

    private static T? Detail<T>(this RpcException failure) where T : class, IMessage<T>, new()
    {
        var bytes = failure.Trailers.GetValueBytes(Trailer);
        return bytes is null ? null : Google.Rpc.Status.Parser.ParseFrom(bytes).Details
            .Select(detail => detail.TryUnpack<T>(out var found) ? found : null)
            .FirstOrDefault(found => found is not null);
    }
}
