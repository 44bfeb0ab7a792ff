using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Participatory.Access.V1;

namespace Participatory.Gateway.Security;

/// <summary>
/// Says who may see a page. Every page states it; one that does not stops the gateway from starting. Any one of
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
        var statement = model.HandlerType.GetCustomAttributes(typeof(OpenToAttribute), inherit: false).OfType<OpenToAttribute>()
            .SingleOrDefault();
        if (statement is null || statement.Roles.Count == 0)
        {
            throw new InvalidOperationException(
                $"The page {model.ViewEnginePath} does not say who may see it: give {model.HandlerType.Name} an [OpenTo(...)].");
        }

        model.EndpointMetadata.Add(statement.Roles.Contains(Role.Anyone) ? new AllowAnonymousAttribute() : Policy(statement.Roles));
    }

    private static AuthorizationPolicy Policy(IReadOnlyList<Role> roles) => new AuthorizationPolicyBuilder()
        .RequireAuthenticatedUser()
        .RequireAssertion(visit => roles.Any(People.Person.CallerOf(visit.User).Is))
        .Build();
}
