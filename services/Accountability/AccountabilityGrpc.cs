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
    ExcuseReport excuseReport,
    Answering answering) : V1.AccountabilityService.AccountabilityServiceBase
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

    public override Task<ListCommitmentsResponse> ListCommitments(ListCommitmentsRequest request, ServerCallContext context) =>
        answering.ListCommitments.Handle(request, context.CancellationToken);

    public override Task<Commitment> MakeCommitment(MakeCommitmentRequest request, ServerCallContext context) =>
        answering.MakeCommitment.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Commitment> KeepCommitment(KeepCommitmentRequest request, ServerCallContext context) =>
        answering.SettleCommitment.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Commitment> BreakCommitment(BreakCommitmentRequest request, ServerCallContext context) =>
        answering.SettleCommitment.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Commitment> ExplainCommitment(ExplainCommitmentRequest request, ServerCallContext context) =>
        answering.SettleCommitment.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListOutcomesResponse> ListOutcomes(ListOutcomesRequest request, ServerCallContext context) =>
        answering.ListOutcomes.Handle(request, context.CancellationToken);

    public override Task<ListMyStepsResponse> ListMySteps(ListMyStepsRequest request, ServerCallContext context) =>
        answering.ListMySteps.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<SendScoreResponse> SendScore(SendScoreRequest request, ServerCallContext context) =>
        answering.SendScore.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<SendMinutesResponse> SendMinutes(SendMinutesRequest request, ServerCallContext context) =>
        answering.SendMinutes.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Relationship> GetRelationship(GetRelationshipRequest request, ServerCallContext context) =>
        answering.GetRelationship.Handle(request, context.CancellationToken);

    public override Task<Relationship> ReplyToScores(ReplyToScoresRequest request, ServerCallContext context) =>
        answering.ReplyToScores.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<TimeAsked> GetTimeAsked(GetTimeAskedRequest request, ServerCallContext context) =>
        answering.GetTimeAsked.Handle(request, context.CancellationToken);

    public override Task<Tags> TagStory(TagStoryRequest request, ServerCallContext context) =>
        answering.TagStory.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Tags> GetTags(GetTagsRequest request, ServerCallContext context) =>
        answering.GetTags.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<V1.Learning> GetLearning(GetLearningRequest request, ServerCallContext context) =>
        answering.GetLearning.Handle(request, context.CancellationToken);

    public override Task<SayAboutMeResponse> SayAboutMe(SayAboutMeRequest request, ServerCallContext context) =>
        answering.SayAboutMe.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<V1.Fairness> GetFairness(GetFairnessRequest request, ServerCallContext context) =>
        answering.GetFairness.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<FunderLink> MakeFunderLink(MakeFunderLinkRequest request, ServerCallContext context) =>
        answering.MakeFunderLink.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<FunderLink> EndFunderLink(EndFunderLinkRequest request, ServerCallContext context) =>
        answering.EndFunderLink.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListFunderLinksResponse> ListFunderLinks(ListFunderLinksRequest request, ServerCallContext context) =>
        answering.ListFunderLinks.Handle(request, context.CancellationToken);

    public override Task<FunderPage> GetFunderPage(GetFunderPageRequest request, ServerCallContext context) =>
        answering.GetFunderPage.Handle(request, context.CancellationToken);
}
