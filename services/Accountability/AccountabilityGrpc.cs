using Grpc.Core;
using Participatory.Accountability.Photos;
using Participatory.Accountability.Reports;
using Participatory.Accountability.Stories;
using Participatory.Accountability.V1;
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
    GetStory getStory) : V1.AccountabilityService.AccountabilityServiceBase
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
}
