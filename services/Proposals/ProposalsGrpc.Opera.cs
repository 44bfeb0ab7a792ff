using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Proposals.Opera;
using Participatory.Proposals.V1;

namespace Participatory.Proposals;

/// <summary>The door to rooms in which people work out what matters most to them.</summary>
internal sealed partial class ProposalsGrpc
{
    public override Task<OperaRoom> OpenOperaRoom(OpenOperaRoomRequest request, ServerCallContext context) =>
        services.GetRequiredService<OpenOperaRoom>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<OperaRoom> CloseOperaDoor(CloseOperaDoorRequest request, ServerCallContext context) =>
        services.GetRequiredService<CloseOperaDoor>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<OperaRoom> MoveOpera(MoveOperaRequest request, ServerCallContext context) =>
        services.GetRequiredService<MoveOpera>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<OperaRoom> HideOperaNote(HideOperaNoteRequest request, ServerCallContext context) =>
        services.GetRequiredService<HideOperaNote>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<OperaRoom> ArrangeOperaNotes(ArrangeOperaNotesRequest request, ServerCallContext context) =>
        services.GetRequiredService<ArrangeOperaNotes>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<OperaRoom> GetOperaRoom(GetOperaRoomRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetOperaRoom>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListOperaRoomsResponse> ListOperaRooms(ListOperaRoomsRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListOperaRooms>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<JoinOperaResponse> JoinOpera(JoinOperaRequest request, ServerCallContext context) =>
        services.GetRequiredService<JoinOpera>().Handle(request, Source.MarksIn(context)[0], context.CancellationToken);

    public override Task<OperaPlace> GetOperaPlace(GetOperaPlaceRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetOperaPlace>().Handle(request, context.CancellationToken);

    public override Task<KeepOperaNotesResponse> KeepOperaNotes(KeepOperaNotesRequest request, ServerCallContext context) =>
        services.GetRequiredService<KeepOperaNotes>().Handle(request, context.CancellationToken);

    public override Task<AgreeOperaNotesResponse> AgreeOperaNotes(AgreeOperaNotesRequest request, ServerCallContext context) =>
        services.GetRequiredService<AgreeOperaNotes>().Handle(request, context.CancellationToken);

    public override Task<ChooseOperaNotesResponse> ChooseOperaNotes(ChooseOperaNotesRequest request, ServerCallContext context) =>
        services.GetRequiredService<ChooseOperaNotes>().Handle(request, context.CancellationToken);

    public override Task<LeaveOperaResponse> LeaveOpera(LeaveOperaRequest request, ServerCallContext context) =>
        services.GetRequiredService<LeaveOpera>().Handle(request, context.CancellationToken);

    public override Task<OperaResult> GetOperaResult(GetOperaResultRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetOperaResult>().Handle(request, context.CancellationToken);

    public override Task<ListOperaResultsResponse> ListOperaResults(ListOperaResultsRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListOperaResults>().Handle(request, context.CancellationToken);
}
