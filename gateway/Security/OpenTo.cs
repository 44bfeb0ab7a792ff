using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Participatory.Access.V1;
using Participatory.Gateway.People;

namespace Participatory.Gateway.Security;

/// <summary>
/// Says who may see a page or have a file. Each states it; one that does not stops the gateway from starting. Any one of
/// <paramref name="roles"/> is enough.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class OpenToAttribute(params Role[] roles) : Attribute
{
    public IReadOnlyList<Role> Roles { get; } = roles;
}

/// <summary>Turns the statement of each page into the rule that guards it.</summary>
internal sealed class OpenToConvention : IPageApplicationModelConvention
{
    public void Apply(PageApplicationModel model)
    {
        model.EndpointMetadata.Add(OpenFiles.RuleOf(model.HandlerType));
    }
}

/// <summary>Files that are given out without a page, and the rule that a statement makes.</summary>
internal static class OpenFiles
{
    /// <summary>
    /// Gives out a file at an address; who may have it stands at the class of <paramref name="get"/>. Whoever has to sign in once more for
    /// it does, and gets it then.
    /// </summary>
    public static void MapFile(this IEndpointRouteBuilder app, string address, Delegate get) =>
        app.MapMethods(address, [HttpMethods.Get, HttpMethods.Head], get).WithMetadata(RuleOf(get.Method.DeclaringType!))
            .AddEndpointFilter(async (call, next) =>
            {
                try
                {
                    return await next(call);
                }
                catch (RpcException refusal) when (AskAgain.IsAsked(refusal) && !call.HttpContext.Response.HasStarted)
                {
                    return Results.LocalRedirect(AskAgain.AddressFrom(call.HttpContext.Request));
                }
            });

    /// <exception cref="InvalidOperationException">There is no statement.</exception>
    public static object RuleOf(Type type)
    {
        var roles = type.GetCustomAttributes(typeof(OpenToAttribute), inherit: false).OfType<OpenToAttribute>().SingleOrDefault()?.Roles
            ?? [];
        return roles.Count == 0
            ? throw new InvalidOperationException($"{type.FullName} does not say who may see it: give it an [OpenTo(...)].")
            : roles.Contains(Role.Anyone) ? new AllowAnonymousAttribute() : Policy(roles);
    }

    private static AuthorizationPolicy Policy(IReadOnlyList<Role> roles) => new AuthorizationPolicyBuilder()
        .RequireAuthenticatedUser()
        .RequireAssertion(visit => roles.Any(People.Person.CallerOf(visit.User).Is))
        .Build();
}
