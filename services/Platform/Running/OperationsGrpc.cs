using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Participatory.Operations.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Messaging;
using Participatory.Platform.Storage;
using V1ParkedMessage = Participatory.Operations.V1.ParkedMessage;

namespace Participatory.Platform.Running;

/// <summary>What an officer may ask of a process, and do with the messages that wait in it for a person.</summary>
public sealed class OperationsGrpc(Vitals vitals, ParkedMessages parked, Database database, TimeProvider clock)
    : OperationsService.OperationsServiceBase
{
    private const int NormalPage = 20;
    private const int LargestPage = 100;

    /// <summary>What was seen, as it is told.</summary>
    public static ProcessVitals Show(VitalSigns seen) => new()
    {
        SeenTime = Timestamp.FromDateTimeOffset(seen.SeenAt),
        Ready = seen.IsReady,
        DatabaseWritable = seen.IsWritable,
        BrokerConnected = seen.IsConnected,
        WaitingMessages = seen.Outbox.Waiting,
        OldestWaitingSeconds = (long)seen.Outbox.Oldest.TotalSeconds,
        ParkedMessages = seen.Outbox.Parked + seen.QueueParked,
        QueuedMessages = seen.QueueWaiting,
        WaitingMails = seen.Mail.Waiting,
        MailStillSeconds = (long)seen.Mail.Oldest.TotalSeconds,
        FreeDiskBytes = seen.FreeDiskBytes == long.MaxValue ? 0 : seen.FreeDiskBytes,
    };

    /// <summary>A message that waits for a person, as it is told.</summary>
    public static V1ParkedMessage Show(Messaging.ParkedMessage message) => new()
    {
        MessageId = message.MessageId,
        Type = message.Type,
        Consumer = message.Consumer,
        ParkedTime = Timestamp.FromDateTimeOffset(message.ParkedAt),
        Reason = message.Reason,
    };

    /// <summary>How many of a kind went, as it is told.</summary>
    public static Removal Show(RemovalRow row) => new()
    {
        Kind = row.Kind,
        Total = row.Total,
        LastTime = Timestamp.FromDateTimeOffset(row.LastAt),
    };

    public override Task<ProcessVitals> GetVitals(GetVitalsRequest request, ServerCallContext context) =>
        Task.FromResult(Show(vitals.Seen));

    public override async Task<GetRemovalsResponse> GetRemovals(GetRemovalsRequest request, ServerCallContext context)
    {
        await using var session = await database.Read(context.CancellationToken).ConfigureAwait(false);
        var answer = new GetRemovalsResponse();
        answer.Removals.AddRange((await Removals.Load(session, clock.GetUtcNow() - Removals.Told).ConfigureAwait(false)).Select(Show));
        return answer;
    }

    public override async Task<ListParkedMessagesResponse> ListParkedMessages(ListParkedMessagesRequest request, ServerCallContext context)
    {
        var page = Page.Of(request.PageSize, request.PageToken, "parked", PageKey.First, NormalPage, LargestPage);
        var messages = await parked.List(page, context.CancellationToken).ConfigureAwait(false);
        var answer = new ListParkedMessagesResponse();
        answer.NextPageToken = page.Fill(answer.Messages, messages, ParkedMessages.KeyOf, Show);
        return answer;
    }

    public override async Task<ResendParkedMessageResponse> ResendParkedMessage(
        ResendParkedMessageRequest request, ServerCallContext context)
    {
        new Fields().RequestId(request.RequestId)
            .Code("message_id", request.MessageId, FieldLimits.LengthOf(ResendParkedMessageRequest.Descriptor, "message_id"))
            .Code("consumer", request.Consumer, FieldLimits.LengthOf(ResendParkedMessageRequest.Descriptor, "consumer"), required: false)
            .Check();
        await parked.SendAgain(request.Consumer, request.MessageId, context.CancellationToken).ConfigureAwait(false);
        return new ResendParkedMessageResponse();
    }
}
