# The jar with a reduced JRE, as a non-root user:   docker build -t pipeline .
# Airflow with the jar, for docker-compose.airflow.yml:   docker build -t pipeline-airflow --target airflow .
#
# --build-arg COMMIT="$(git rev-parse --short HEAD)"   for `--version`
# --secret id=ca,src=company.pem                       additional authorities to trust during the build only
# --secret id=maven-settings,src="$HOME/.m2/settings.xml"   Maven mirrors

ARG DEBIAN_IMAGE=debian:bookworm-slim
ARG AIRFLOW_IMAGE=apache/airflow:3.3.2-python3.12
ARG VERSITYGW_IMAGE=versity/versitygw:v1.8.0

FROM ${DEBIAN_IMAGE} AS build
# Packages have no version here, so that each build gets Debian's current security updates.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends maven openjdk-17-jdk-headless unzip \
 && rm -rf /var/lib/apt/lists/* \
 # The authorities that the images trust, saved before the build adds its own.
 && cp /etc/ssl/certs/java/cacerts /opt/cacerts
WORKDIR /src
COPY .mvn .mvn
COPY pom.xml .
COPY src/main src/main
ARG COMMIT=unknown
RUN --mount=type=cache,target=/root/.m2/repository \
    --mount=type=secret,id=ca \
    --mount=type=secret,id=maven-settings,target=/root/.m2/settings.xml \
    if [ -s /run/secrets/ca ]; then \
      csplit --quiet --elide-empty-files --prefix=/usr/local/share/ca-certificates/extra- --suffix-format=%03d.crt \
        /run/secrets/ca '/-----BEGIN CERTIFICATE-----/' '{*}' \
      && update-ca-certificates >/dev/null; \
    fi \
 && version=$(sed -n 's:^  <version>\(.*\)</version>$:\1:p' pom.xml) \
 && mkdir -p src/main/resources/pipeline \
 && printf 'git.build.version=%s\ngit.commit.id.abbrev=%s\n' "$version" "$COMMIT" >src/main/resources/pipeline/build.properties \
 && mvn --quiet --batch-mode --no-transfer-progress -Dmaven.test.skip=true -Dmdep.skip=true -Dspotless.check.skip=true -Dexec.skip=true package
# A JRE with the modules that the jar uses. Only code that the jar never calls needs java.desktop. jdeps does not find
# jdk.crypto.ec, which TLS loads at run time. ZSTD's native library is on the JVM's library path; otherwise each start
# would unpack it, which takes time and needs an executable /tmp.
RUN jdeps --multi-release 17 --ignore-missing-deps --print-module-deps target/pipeline.jar >modules \
 && sed -i 's/java\.desktop,//' modules \
 && jlink --output /opt/java --add-modules "$(cat modules),jdk.crypto.ec" --no-header-files --no-man-pages \
 && cp /opt/cacerts /opt/java/lib/security/cacerts \
 && /opt/java/bin/java -Xshare:dump >/dev/null \
 && case $(uname -m) in aarch64) platform=linux/aarch64 ;; *) platform=linux/amd64 ;; esac \
 && unzip -q -j target/pipeline.jar "$platform/libzstd*" -d /opt/java/lib
# The class-data archive fits only this JVM and the jar at this path.
RUN install -D -m 644 -t /opt/pipeline target/pipeline.jar \
 && install -m 755 -t /opt/pipeline target/pipeline \
 && /opt/java/bin/java -jar /opt/pipeline/pipeline.jar archive-classes

# --- Airflow with the jar and the DAGs. Only the scheduler needs Java, but one image serves all services. ---
FROM ${AIRFLOW_IMAGE} AS airflow
USER 0
# The jar's working folder. A new volume copies its owner (airflow) and its group permissions (for other users).
RUN install -d -o airflow -g 0 -m 775 /var/lib/pipeline
COPY --from=build /opt/java /opt/java
COPY --from=build /opt/pipeline /opt/pipeline
COPY --chmod=755 dev/compose/init /opt/pipeline/init
COPY dags /opt/airflow/dags
USER 50000
ENV JAVA_HOME=/opt/java PIPELINE_HOME=/var/lib/pipeline LC_ALL=C.UTF-8

# --- The S3 server of Compose, with a folder that a non-root user owns ---
FROM ${VERSITYGW_IMAGE} AS s3
RUN mkdir /data && chown 10001:0 /data && chmod 770 /data
USER 10001:0

# --- The jar alone: the default target ---
FROM ${DEBIAN_IMAGE} AS pipeline
COPY --from=build /opt/java /opt/java
COPY --from=build /opt/pipeline /opt/pipeline
# OpenShift runs containers as any user of group 0, so the group may write here.
RUN install -d -o 10001 -g 0 -m 775 /home/pipeline
USER 10001:0
# Without LC_ALL, Java cannot decode non-ASCII letters in paths, settings and arguments.
ENV JAVA_HOME=/opt/java HOME=/home/pipeline LC_ALL=C.UTF-8
WORKDIR /home/pipeline
# The operator's options, except for the heap, which is a share of the container's limit. JAVA_TOOL_OPTIONS can set -Xmx.
# Without a limit, on a machine of more than 46 GB, the heap is too large for the class-data archive, and starts are slower.
ENTRYPOINT ["/opt/java/bin/java", \
  "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", \
  "-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0", \
  "-XX:+DisplayVMOutputToStderr", "-Xlog:disable", "-Xlog:all=warning,cds*=off:stderr", \
  "-XX:SharedArchiveFile=/opt/pipeline/pipeline.jsa", \
  "-jar", "/opt/pipeline/pipeline.jar"]
CMD ["--help"]
