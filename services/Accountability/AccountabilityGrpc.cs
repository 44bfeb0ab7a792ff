using Grpc.Core;
using Participatory.Accountability.Photos;
using Participatory.Accountability.Reports;
using Participatory.Accountability.Stories;
using Participatory.Accountability.V1;
using Participatory.Accountability.Voices;
using Participatory.Platform.Calls;

namespace Participatory.Accountability;

internal sealed class AccountabilityGrpc(
    GetReport getReport,
    ListReports listReports,
    ListMyReports listMyReports,
    AddPhoto addPhoto,
    RemovePhoto removePhoto,
    GetPhoto getPhoto,
    SendStory sendStory,
    AnswerStory answerStory,
    ListStories listStories,
    GetStory getStory,
    AddVoice addVoice,
    RemoveVoice removeVoice,
    GetVoice getVoice,
    TypeTranscript typeTranscript,
    KeepDraft keepDraft,
    TypeStory typeStory,
    WriteConversation writeConversation,
    ConfirmConversation confirmConversation,
    DeclineConversation declineConversation,
    WithdrawPart withdrawPart,
    ExcuseReport excuseReport) : V1.AccountabilityService.AccountabilityServiceBase
{
    public override Task<Report> GetReport(GetReportRequest request, ServerCallContext context) =>
        getReport.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListReportsResponse> ListReports(ListReportsRequest request, ServerCallContext context) =>
        listReports.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListReportsResponse> ListMyReports(ListMyReportsRequest request, ServerCallContext context) =>
        listMyReports.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Photo> AddPhoto(IAsyncStreamReader<AddPhotoRequest> requestStream, ServerCallContext context) =>
        addPhoto.Handle(requestStream, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Report> RemovePhoto(RemovePhotoRequest request, ServerCallContext context) =>
        removePhoto.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Report> SendStory(SendStoryRequest request, ServerCallContext context) =>
        sendStory.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Report> AnswerStory(AnswerStoryRequest request, ServerCallContext context) =>
        answerStory.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListStoriesResponse> ListStories(ListStoriesRequest request, ServerCallContext context) =>
        listStories.Handle(request, context.CancellationToken);

    public override Task<Story> GetStory(GetStoryRequest request, ServerCallContext context) =>
        getStory.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task GetPhoto(GetPhotoRequest request, IServerStreamWriter<GetPhotoResponse> responseStream, ServerCallContext context) =>
        getPhoto.Handle(request, responseStream, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Voice> AddVoice(IAsyncStreamReader<AddVoiceRequest> requestStream, ServerCallContext context) =>
        addVoice.Handle(requestStream, Guard.CallerOf(context), context.CancellationToken);

    public override Task GetVoice(GetVoiceRequest request, IServerStreamWriter<GetVoiceResponse> responseStream, ServerCallContext context) =>
        getVoice.Handle(request, responseStream, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Report> RemoveVoice(RemoveVoiceRequest request, ServerCallContext context) =>
        removeVoice.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Report> TypeTranscript(TypeTranscriptRequest request, ServerCallContext context) =>
        typeTranscript.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Report> KeepDraft(KeepDraftRequest request, ServerCallContext context) =>
        keepDraft.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Report> TypeStory(TypeStoryRequest request, ServerCallContext context) =>
        typeStory.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Report> WriteConversation(WriteConversationRequest request, ServerCallContext context) =>
        writeConversation.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Report> ConfirmConversation(ConfirmConversationRequest request, ServerCallContext context) =>
        confirmConversation.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Report> DeclineConversation(DeclineConversationRequest request, ServerCallContext context) =>
        declineConversation.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Report> WithdrawPart(WithdrawPartRequest request, ServerCallContext context) =>
        withdrawPart.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Report> ExcuseReport(ExcuseReportRequest request, ServerCallContext context) =>
        excuseReport.Handle(request, Guard.CallerOf(context), context.CancellationToken);
}
