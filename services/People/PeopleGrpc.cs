using Grpc.Core;
using Participatory.People.Notices;
using Participatory.People.Persons;
using Participatory.People.Sessions;
using Participatory.People.SignIn;
using Participatory.People.Staff;
using Participatory.People.V1;
using Participatory.Platform.Calls;

namespace Participatory.People;

internal sealed class PeopleGrpc(
    SendCode sendCode,
    UseCode useCode,
    OpenLink openLink,
    SignInStaff signInStaff,
    BecomeDemoPerson becomeDemoPerson,
    GetIdentity getIdentity,
    EndSession endSession,
    EndMySessions endMySessions,
    ChooseLanguage chooseLanguage,
    ListStaff listStaff,
    EndRoles endRoles,
    ListSentMail listSentMail) : V1.PeopleService.PeopleServiceBase
{
    public override Task<SendCodeResponse> SendCode(SendCodeRequest request, ServerCallContext context) =>
        sendCode.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<NewSession> UseCode(UseCodeRequest request, ServerCallContext context) =>
        useCode.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<NewSession> OpenLink(OpenLinkRequest request, ServerCallContext context) =>
        openLink.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<NewSession> SignInStaff(SignInStaffRequest request, ServerCallContext context) =>
        signInStaff.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<NewSession> BecomeDemoPerson(BecomeDemoPersonRequest request, ServerCallContext context) =>
        becomeDemoPerson.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListDemoPeopleResponse> ListDemoPeople(ListDemoPeopleRequest request, ServerCallContext context) =>
        Task.FromResult(becomeDemoPerson.List());

    public override Task<Identity> GetIdentity(GetIdentityRequest request, ServerCallContext context) =>
        getIdentity.Handle(request, context.CancellationToken);

    public override Task<EndSessionResponse> EndSession(EndSessionRequest request, ServerCallContext context) =>
        endSession.Handle(request, context.CancellationToken);

    public override Task<EndMySessionsResponse> EndMySessions(EndMySessionsRequest request, ServerCallContext context) =>
        endMySessions.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ChooseLanguageResponse> ChooseLanguage(ChooseLanguageRequest request, ServerCallContext context) =>
        chooseLanguage.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListStaffResponse> ListStaff(ListStaffRequest request, ServerCallContext context) =>
        listStaff.Handle(request, context.CancellationToken);

    public override Task<StaffMember> EndRoles(EndRolesRequest request, ServerCallContext context) =>
        endRoles.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListSentMailResponse> ListSentMail(ListSentMailRequest request, ServerCallContext context) =>
        listSentMail.Handle(request, context.CancellationToken);
}
