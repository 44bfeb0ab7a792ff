using Participatory.Gateway.Settings;

namespace Participatory.Gateway.People;

internal static class PeopleServices
{
    public static void AddPeople(this IServiceCollection services, GatewaySettings settings)
    {
        services.AddSingleton<FindOrAddPerson>();
        services.AddSingleton<SignInCodes>();
        services.AddSingleton<Mail>();
        services.AddSingleton<MailLinks>();
        services.AddSingleton<TellPeople>();
        services.AddSessions(settings);
        services.AddOfficerSignIn(settings);
    }
}
