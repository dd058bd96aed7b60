namespace ServiceGuru.Infrastructure;

public sealed class TemplateObjectsTests
{
    [Fact]
    public void Objects_are_found_in_templates_that_are_no_YAML_yet()
    {
        TemplateObjects.Find("""
            {% if with_nginx %}
            ---
            # the server
            apiVersion: apps/v1
            kind: Deployment  # not a StatefulSet
            metadata:
              annotations:
                {% for key in annotations %}
                {{ key }}: "x"
            {% endfor %}
              name: "nginx-{{ deployment }}"
            spec:
              template:
                metadata:
                  name: not-this
            ---
            kind: Service
            metadata:
              name: nginx
            apiVersion: v1
            ---
            apiVersion: v1
            kind: List
            {% endif %}
            """).ShouldBe(["Deployment/nginx-{{ deployment }}", "Service/nginx", "List"]);
    }

    [Fact]
    public void Playbooks_and_variables_hold_none() =>
        TemplateObjects.Find("- name: Deploy\n  kind: Deployment\n  hosts: all\nkind: nothing\n").ShouldBeEmpty();
}
